namespace Retrain.Training.Shards;

/// <summary>A photo that cannot be read.</summary>
/// <param name="Path">The path below the folder of the photos, as <see cref="PhotoPath"/> spells it.</param>
/// <param name="Code">The code of the reason.</param>
internal sealed record PhotoProblem(string Path, string Code);
