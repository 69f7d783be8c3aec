namespace Retrain.MSBuild.Categories;

/// <summary>A category of a model.</summary>
/// <param name="Label">The label; see <see cref="Retrain.Training.Categories.LabelRule"/>.</param>
/// <param name="Folders">The folders; all images below them belong to the category.</param>
/// <param name="Images">The images that are items themselves.</param>
internal sealed record ModelCategory(string Label, IReadOnlyList<CategoryFolder> Folders, IReadOnlyList<CategoryImage> Images);
