namespace Retrain.MSBuild.Categories;

/// <summary>An image that is an item of the project itself.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="RelativePath">Its path inside the category with '/' on every system: the split depends on it.</param>
internal sealed record CategoryImage(string Path, string RelativePath);
