namespace Retrain.Training.Categories;

/// <summary>One image of a category.</summary>
/// <param name="Path">Where the file is.</param>
/// <param name="RelativePath">Its path inside the category's folder, with '/' on every system: the split depends on it.</param>
internal sealed record ImageFile(string Path, string RelativePath);
