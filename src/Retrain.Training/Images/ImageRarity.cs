using Retrain.Runtime.Diagnostics;

namespace Retrain.Training.Images;

/// <summary>Facts of an image that few images have.</summary>
/// <param name="Folder">The folder of an image that a person gave another label; otherwise <see langword="null"/>.</param>
/// <param name="Problem">The reason why the file cannot be used; otherwise <see langword="null"/>.</param>
internal readonly record struct ImageRarity(string? Folder, Diagnostic? Problem);
