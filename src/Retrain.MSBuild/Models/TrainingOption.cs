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
}
