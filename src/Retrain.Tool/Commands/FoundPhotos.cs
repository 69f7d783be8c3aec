using Retrain.Training.Images;
using Retrain.Training.Similarity;

namespace Retrain.Tool.Commands;

/// <summary>The result of a search, whose photos have the names that a person would give them.</summary>
/// <param name="Result">The result.</param>
/// <param name="ImageDir">The folder as it stands on the command line.</param>
internal sealed record FoundPhotos(SearchResult Result, string ImageDir)
{
    /// <summary>The number of photos in the folder that could be compared.</summary>
    public int Compared => Result.Searched.Select(photo => photo.Compared + (photo.IsAmongThem ? 1 : 0)).DefaultIfEmpty(0).Max();

    /// <summary>The path of a photo, which begins as the folder does.</summary>
    public string PathOf(LabeledImage photo) =>
        Path.Combine(ImageDir, Path.GetRelativePath(Path.GetFullPath(ImageDir), photo.Path));

    /// <summary>The label of a photo; <see langword="null"/> for one that lies beside the categories.</summary>
    public static string? LabelOf(LabeledImage photo) => photo.Label.Length > 0 ? photo.Label : null;
}
