namespace Retrain.MSBuild.Categories;

/// <summary>A folder whose images belong to a category.</summary>
/// <param name="Path">The absolute path.</param>
/// <param name="Excepted">The absolute paths of files and folders below it that another item names, so that no photo counts twice.</param>
internal sealed record CategoryFolder(string Path, IReadOnlyList<string> Excepted);
