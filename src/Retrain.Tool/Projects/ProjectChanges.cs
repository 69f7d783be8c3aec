namespace Retrain.Tool.Projects;

/// <summary>What has to change for a project to train in its build.</summary>
/// <param name="Files">The changed files, in the order to write them; none where there is nothing to do.</param>
/// <param name="Added">What was added, a line for each item.</param>
/// <param name="LeftAlone">What is there in another version.</param>
/// <param name="Model">The model's name.</param>
/// <param name="MissingImageDir">The folder that the photos have yet to be put in; <see langword="null"/> where they are there.</param>
internal sealed record ProjectChanges(
    IReadOnlyList<MSBuildFile> Files, IReadOnlyList<string> Added, IReadOnlyList<string> LeftAlone, string Model, string? MissingImageDir);
