namespace Retrain.Training.Options;

/// <summary>The values that a flag takes.</summary>
/// <param name="ValueName">The name of a value in help texts; <see langword="null"/> for a switch, which is written without one.</param>
/// <param name="Valid">The valid values, in words for an error message.</param>
/// <param name="TryParse">Reads a value as it is written on a command line and in a project.</param>
internal sealed record FlagType<T>(string? ValueName, string Valid, TryParse<T> TryParse);

internal delegate bool TryParse<T>(string text, out T value);
