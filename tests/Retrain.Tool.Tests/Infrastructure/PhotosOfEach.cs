namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>A sample of photos.</summary>
internal static class PhotosOfEach
{
    /// <summary>The first ones of each category.</summary>
    public static IReadOnlyList<string> Category(string imageDir, int count) =>
    [
        .. Directory.EnumerateDirectories(imageDir).Order(StringComparer.Ordinal)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.jpg").Order(StringComparer.Ordinal).Take(count)),
    ];
}
