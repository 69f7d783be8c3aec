namespace Retrain.Training.Images;

/// <summary>A file among the images of a category.</summary>
/// <param name="Path">The file's path.</param>
/// <param name="RelativePath">Its path inside the category's folder, with '/' on every system: the split depends on it.</param>
internal sealed record ImageFile(string Path, string RelativePath)
{
    /// <summary>The set that the file's folders say it is in; <see langword="null"/> where they say nothing.</summary>
    public Split? Set { get; init; }

    /// <summary>The name of the category's folder that it lies in, where its label is another; otherwise <see langword="null"/>.</summary>
    public string? Folder { get; init; }
}
