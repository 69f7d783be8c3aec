using System.Security.Cryptography;
using System.Text;
using Retrain.Training.Digests;
using Retrain.Training.Images;

namespace Retrain.Training.Shards;

/// <summary>The photos of one part.</summary>
/// <param name="shard">The part.</param>
/// <param name="photos">Its photos by their paths as <see cref="PhotoPath"/> spells them, in any order.</param>
internal sealed class PartPhotos(Shard shard, IReadOnlyList<(string Path, LabeledImage Image)> photos)
{
    public Shard Shard => shard;

    public IReadOnlyList<LabeledImage> Images { get; } = [.. photos.Select(photo => photo.Image)];

    /// <summary>The paths of the photos in their order.</summary>
    public string[] Paths => [.. photos.Select(photo => photo.Path).Order(StringComparer.Ordinal)];

    /// <summary>The photos that cannot be read, in the order of their paths.</summary>
    public IEnumerable<PhotoProblem> Problems => photos.Where(photo => photo.Image.Problem is not null)
        .OrderBy(photo => photo.Path, StringComparer.Ordinal).Select(photo => new PhotoProblem(photo.Path, photo.Image.Problem!.Code));

    /// <summary>Finds the photos of one part.</summary>
    /// <param name="imageDir">The folder of the photos.</param>
    public static PartPhotos Of(Shard shard, string imageDir, IEnumerable<LabeledImage> images) =>
        new(shard, [.. Spelt(imageDir, images).Where(photo => shard.Contains(photo.Path))]);

    /// <summary>Divides photos into all parts, some of which may have none.</summary>
    /// <param name="imageDir">The folder of the photos.</param>
    /// <param name="count">The number of parts.</param>
    public static IReadOnlyList<PartPhotos> Divide(string imageDir, IEnumerable<LabeledImage> images, int count)
    {
        ILookup<int, (string Path, LabeledImage Image)> byNumber =
            Spelt(imageDir, images).ToLookup(photo => Shard.NumberOf(photo.Path, count));
        return [.. Enumerable.Range(1, count).Select(number => new PartPhotos(new Shard(number, count), [.. byNumber[number]]))];
    }

    /// <summary>A digest of the paths and the contents of all photos, once they are read.</summary>
    public Digest ComputeDigest()
    {
        using IncrementalHash sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        IEnumerable<(string Path, string Content)> sorted = photos
            .Select(photo => (photo.Path, Content: photo.Image.HasContent ? photo.Image.Digest.ToString() : "unreadable"))
            .OrderBy(photo => photo.Path, StringComparer.Ordinal).ThenBy(photo => photo.Content, StringComparer.Ordinal);
        foreach ((string path, string content) in sorted)
        {
            // No path contains a NUL, so that no two lists of photos give the same bytes.
            sha256.AppendData(Encoding.UTF8.GetBytes($"{path}\0{content}\0"));
        }

        return Digest.FromBytes(sha256.GetHashAndReset());
    }

    private static IEnumerable<(string Path, LabeledImage Image)> Spelt(string imageDir, IEnumerable<LabeledImage> images) =>
        images.Select(image => (PhotoPath.Below(imageDir, image.Path), image));
}
