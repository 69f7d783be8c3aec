namespace Retrain.MSBuild.Categories;

/// <summary>An image that is an item of the project itself.</summary>
/// <param name="Path">The absolute path.</param>
/// <param name="RelativePath">The path inside the category, with '/' on every system: the split depends on it.</param>
internal sealed record CategoryImage(string Path, string RelativePath);
