namespace Retrain.Training.Categories;

/// <summary>A folder of images that belong together.</summary>
/// <param name="Label">What the trained graph calls it; see <see cref="LabelRule"/>.</param>
/// <param name="FolderName">The folder's name as it is spelt.</param>
/// <param name="Images">Ordered by relative path.</param>
internal sealed record Category(string Label, string FolderName, IReadOnlyList<ImageFile> Images);
