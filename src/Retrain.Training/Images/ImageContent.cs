using Retrain.Runtime.Images;
using Retrain.Training.Digests;

namespace Retrain.Training.Images;

/// <summary>All that the cache's keys must know of an image file's bytes.</summary>
/// <param name="Digest">The SHA-256 of the bytes.</param>
/// <param name="Orientation">The EXIF orientation, from 1 (upright) to 8.</param>
internal readonly record struct ImageContent(Digest Digest, int Orientation)
{
    public static ImageContent Of(ReadOnlySpan<byte> encoded) => new(Digest.Of(encoded), ExifOrientation.Of(encoded));
}
