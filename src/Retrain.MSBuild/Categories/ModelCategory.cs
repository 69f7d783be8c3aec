namespace Retrain.MSBuild.Categories;

/// <summary>What a model calls by one label.</summary>
/// <param name="Label">See <see cref="Retrain.Training.Categories.LabelRule"/>.</param>
/// <param name="Folders">Absolute; everything below them belongs to the category.</param>
/// <param name="Images">Those that are items themselves.</param>
internal sealed record ModelCategory(string Label, IReadOnlyList<string> Folders, IReadOnlyList<CategoryImage> Images);
