using Retrain.Runtime.Images;
using Retrain.Runtime.Models;

namespace Retrain.Runtime;

/// <summary>
/// Gives the bottleneck of an image, the numbers by which a trained model knows it: images whose bottlenecks have a similar direction look
/// alike to the network. Decoding, resizing and the network are those of the training.
/// </summary>
/// <remarks>
/// All members may be called by any number of threads at once. An image gets the same values, to the bit, by whichever method, in
/// whichever batch and on however many threads; on one machine, they are those which <c>dotnet retrain bottlenecks</c> prints for the
/// model's network. Models that were trained on one network give the same values, whatever their photos and labels are. A call of
/// <c>Embed</c> for one image runs on its caller's thread alone; <c>EmbedAsync</c> computes on threads of the pool, on no more of them than
/// <see cref="ImageClassifierOptions.MaximumConcurrency"/>.
/// </remarks>
public sealed partial class ImageEmbedder : IDisposable
{
    private readonly NetworkCalls<float[], EmbeddingResult> calls;

    private ImageEmbedder(OpenedNetwork network, ImageClassifierOptions? options, Manifest? manifest)
    {
        calls = new(
            this,
            network,
            new(values => values.AsSpan().ToArray(), values => new EmbeddingResult(values), problem => new EmbeddingResult(problem)),
            (options ?? new ImageClassifierOptions()).MaximumConcurrency);
        BackboneName = manifest?.BackboneName;
        BackboneDigest = FileDigests.LowerCase(manifest?.BackboneDigest);
    }

    /// <summary>Gets the number of values of a bottleneck, for instance 1280.</summary>
    public int Length => calls.Length;

    /// <summary>
    /// Gets the network that the model was trained on, for instance <c>efficientnet_lite0</c>; <see langword="null"/> where no manifest
    /// says it.
    /// </summary>
    public string? BackboneName { get; }

    /// <summary>
    /// Gets the SHA-256 digest of that network's file, 64 hexadecimal digits in lower case. Bottlenecks that are kept, for instance in a
    /// database, can be compared with those of another model if both have this digest and prepare images in the same way.
    /// <see langword="null"/> where no manifest says it.
    /// </summary>
    public string? BackboneDigest { get; }

    /// <summary>Embeds an image file: JPEG, PNG, GIF (its first frame), BMP or WebP, recognised by its content.</summary>
    /// <param name="imagePath">The file.</param>
    /// <returns>The bottleneck, an array of its own with <see cref="Length"/> values.</returns>
    /// <exception cref="RetrainException">
    /// The file cannot be read (RT1005), is not such an image or is damaged (RT1003), or the image is too large (RT1004).
    /// </exception>
    /// <exception cref="ArgumentException"><paramref name="imagePath"/> is empty.</exception>
    /// <exception cref="ObjectDisposedException">The embedder is disposed.</exception>
    public float[] Embed(string imagePath) => calls.Run(imagePath);

    /// <summary>Embeds an encoded image from a stream.</summary>
    /// <param name="image">The bytes of a file that <see cref="Embed(string)"/> takes; read to the end and left open.</param>
    /// <returns>The bottleneck, an array of its own with <see cref="Length"/> values.</returns>
    /// <exception cref="RetrainException">The bytes are not such an image, or damaged (RT1003), or it is too large (RT1004).</exception>
    /// <exception cref="IOException">The stream cannot be read, or has more bytes than the largest image that is accepted.</exception>
    /// <exception cref="ObjectDisposedException">The embedder is disposed.</exception>
    public float[] Embed(Stream image) => calls.Run(image);

    /// <summary>Embeds an encoded image in memory.</summary>
    /// <param name="encodedImage">The bytes of a file that <see cref="Embed(string)"/> takes; not changed and not kept.</param>
    /// <returns>The bottleneck, an array of its own with <see cref="Length"/> values.</returns>
    /// <exception cref="RetrainException">The bytes are not such an image, or damaged (RT1003), or it is too large (RT1004).</exception>
    /// <exception cref="ObjectDisposedException">The embedder is disposed.</exception>
    public float[] Embed(ReadOnlyMemory<byte> encodedImage) => calls.Run(encodedImage);

    /// <summary>Embeds a part of an image file.</summary>
    /// <param name="imagePath">A file that <see cref="Embed(string)"/> takes.</param>
    /// <param name="region">The part, in pixels of the image as it is shown: turned as its EXIF orientation says.</param>
    /// <returns>The bottleneck, an array of its own with <see cref="Length"/> values.</returns>
    /// <exception cref="RetrainException">
    /// The file cannot be read (RT1005), is not such an image or is damaged (RT1003), or the image is too large (RT1004), or smaller than
    /// the region needs (RT2087).
    /// </exception>
    /// <exception cref="ArgumentException"><paramref name="imagePath"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The region begins before the image, or has no pixels.</exception>
    /// <exception cref="ObjectDisposedException">The embedder is disposed.</exception>
    public float[] Embed(string imagePath, ImageRegion region) => calls.Run(imagePath, region);

    /// <summary>Embeds a part of an encoded image from a stream.</summary>
    /// <param name="image">The bytes of a file that <see cref="Embed(string)"/> takes; read to the end and left open.</param>
    /// <param name="region">The part, in pixels of the image as it is shown: turned as its EXIF orientation says.</param>
    /// <returns>The bottleneck, an array of its own with <see cref="Length"/> values.</returns>
    /// <exception cref="RetrainException">
    /// The bytes are not such an image, or damaged (RT1003), or it is too large (RT1004), or smaller than the region needs (RT2087).
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The region begins before the image, or has no pixels.</exception>
    /// <exception cref="IOException">The stream cannot be read, or has more bytes than the largest image that is accepted.</exception>
    /// <exception cref="ObjectDisposedException">The embedder is disposed.</exception>
    public float[] Embed(Stream image, ImageRegion region) => calls.Run(image, region);

    /// <summary>Embeds a part of an encoded image in memory.</summary>
    /// <param name="encodedImage">The bytes of a file that <see cref="Embed(string)"/> takes; not changed and not kept.</param>
    /// <param name="region">The part, in pixels of the image as it is shown: turned as its EXIF orientation says.</param>
    /// <returns>The bottleneck, an array of its own with <see cref="Length"/> values.</returns>
    /// <exception cref="RetrainException">
    /// The bytes are not such an image, or damaged (RT1003), or it is too large (RT1004), or smaller than the region needs (RT2087).
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The region begins before the image, or has no pixels.</exception>
    /// <exception cref="ObjectDisposedException">The embedder is disposed.</exception>
    public float[] Embed(ReadOnlyMemory<byte> encodedImage, ImageRegion region) => calls.Run(encodedImage, region);

    /// <summary>Embeds pixels that are in memory already, for instance those of a camera or of another image library.</summary>
    /// <param name="pixels">
    /// The rows from the top, each from the left, 8 bits a channel; not changed and not kept. Alpha is dropped, and no colour profile is
    /// applied.
    /// </param>
    /// <param name="widthPixels">The number of pixels in a row, at least 1.</param>
    /// <param name="heightPixels">The number of rows, at least 1.</param>
    /// <param name="strideBytes">The number of bytes from the start of a row to that of the next.</param>
    /// <param name="format">The channels of a pixel and their order.</param>
    /// <param name="region">The part that is embedded; <see langword="null"/> for all of the image.</param>
    /// <returns>The bottleneck, with the bits that a PNG file of the pixels gives.</returns>
    /// <exception cref="RetrainException">
    /// There are more pixels than <see cref="ImageClassifierOptions.MaximumPixels"/> (RT1004); with a region, only its own count.
    /// </exception>
    /// <exception cref="ArgumentException">There are fewer bytes than the size and stride need.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A size is less than 1, the stride less than the bytes of a row, the format unknown, or the region not within the image.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The embedder is disposed.</exception>
    public float[] Embed(
        ReadOnlySpan<byte> pixels, int widthPixels, int heightPixels, int strideBytes, PixelFormat format, ImageRegion? region = null) =>
        calls.Run(new RawImage(widthPixels, heightPixels, strideBytes, format), pixels, region);

    /// <summary>Frees the network, or has it freed when the calls that are running have ended; does not wait for them.</summary>
    /// <remarks>It may be called more than once and while other threads embed; calls that begin afterwards throw.</remarks>
    public void Dispose() => calls.Dispose();
}
