namespace Retrain.MSBuild.Models;

/// <summary>A training flag that a model sets.</summary>
/// <param name="Metadata">One of <see cref="TrainingMetadata.Values"/> or <see cref="TrainingMetadata.Switches"/>.</param>
/// <param name="Value">The value as the project has it; "true" for a switch.</param>
internal sealed record TrainingOption(string Metadata, string Value);
