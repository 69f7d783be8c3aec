namespace Retrain.Tool.Projects;

/// <summary>The changes after which a project trains in its build.</summary>
/// <param name="Files">The changed files, in the order to write them; empty if there is nothing to do.</param>
/// <param name="Added">A line for each item that was added.</param>
/// <param name="LeftAlone">A line for each package that is referenced in another version.</param>
/// <param name="Model">The model's name.</param>
/// <param name="Class">The class that the build generates.</param>
/// <param name="MissingImageDir">The folder that has no photos yet; <see langword="null"/> if it has some.</param>
internal sealed record ProjectChanges(
    IReadOnlyList<MSBuildFile> Files,
    IReadOnlyList<string> Added,
    IReadOnlyList<string> LeftAlone,
    string Model,
    GeneratedClass Class,
    string? MissingImageDir);
