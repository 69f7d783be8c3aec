namespace Retrain.MSBuild.Models;

/// <summary>A training flag that a model sets.</summary>
/// <param name="Metadata">One of <see cref="TrainingMetadata.Values"/> or <see cref="TrainingMetadata.Switches"/>.</param>
/// <param name="Value">As it is written in the project; "true" for a switch.</param>
internal sealed record TrainingOption(string Metadata, string Value)
{
    /// <summary>What the engine is called with.</summary>
    public IEnumerable<string> Arguments => TrainingMetadata.Switches.Contains(Metadata)
        ? [TrainingMetadata.FlagOf(Metadata)]
        : [TrainingMetadata.FlagOf(Metadata), Value];

    /// <summary>Where a model's report goes, as an absolute path; <see langword="null"/> where none is wanted.</summary>
    public static string? ReportPath(IEnumerable<TrainingOption> options, string project) =>
        options.FirstOrDefault(option => option.Metadata == "Report") is TrainingOption report
            ? Path.GetFullPath(Path.Combine(Path.GetDirectoryName(project)!, report.Value))
            : null;
}
