using System.Security.Cryptography;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>Writes a file of decisions about photos.</summary>
internal static class DecisionsOf
{
    /// <param name="path">The file.</param>
    /// <param name="photos">The paths of photos, and the label that each gets; <see langword="null"/> to leave it out.</param>
    public static string Write(string path, params IReadOnlyList<(string Photo, string? Label)> photos)
    {
        IEnumerable<string> entries = photos.Select(photo =>
        {
            string decision = photo.Label is null ? "\"remove\": true" : $"\"label\": \"{photo.Label}\"";
            return $$"""{"digest": "{{DigestOf(photo.Photo)}}", {{decision}}}""";
        });
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, $$"""{"formatVersion": "1.0.0", "decisions": [{{string.Join(", ", entries)}}]}""");
        return path;
    }

    public static string DigestOf(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
