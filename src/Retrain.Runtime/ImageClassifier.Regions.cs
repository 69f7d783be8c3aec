using Retrain.Runtime.Images;

namespace Retrain.Runtime;

/// <content>Raw pixels, and parts of images.</content>
public sealed partial class ImageClassifier
{
    /// <summary>Classifies a part of an image file.</summary>
    /// <param name="imagePath">A file that <see cref="Classify(string)"/> takes.</param>
    /// <param name="region">The part, in pixels of the image as it is shown: turned as its EXIF orientation says.</param>
    /// <returns>Every label, highest probability first; they sum to 1.</returns>
    /// <exception cref="RetrainException">
    /// The file cannot be read (RT1005), is not such an image or is damaged (RT1003), or the image is too large (RT1004), or smaller than
    /// the region needs (RT2087).
    /// </exception>
    /// <exception cref="ArgumentException"><paramref name="imagePath"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The region begins before the image, or has no pixels.</exception>
    /// <exception cref="ObjectDisposedException">The classifier is disposed.</exception>
    public IReadOnlyList<Prediction> Classify(string imagePath, ImageRegion region) => calls.Run(imagePath, region);

    /// <summary>Classifies a part of an encoded image from a stream.</summary>
    /// <param name="image">The bytes of a file that <see cref="Classify(string)"/> takes; read to the end and left open.</param>
    /// <param name="region">The part, in pixels of the image as it is shown: turned as its EXIF orientation says.</param>
    /// <returns>Every label, highest probability first; they sum to 1.</returns>
    /// <exception cref="RetrainException">
    /// The bytes are not such an image, or damaged (RT1003), or it is too large (RT1004), or smaller than the region needs (RT2087).
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The region begins before the image, or has no pixels.</exception>
    /// <exception cref="IOException">The stream cannot be read, or has more bytes than the largest image that is accepted.</exception>
    /// <exception cref="ObjectDisposedException">The classifier is disposed.</exception>
    public IReadOnlyList<Prediction> Classify(Stream image, ImageRegion region) => calls.Run(image, region);

    /// <summary>Classifies a part of an encoded image in memory.</summary>
    /// <param name="encodedImage">The bytes of a file that <see cref="Classify(string)"/> takes; not changed and not kept.</param>
    /// <param name="region">The part, in pixels of the image as it is shown: turned as its EXIF orientation says.</param>
    /// <returns>Every label, highest probability first; they sum to 1.</returns>
    /// <exception cref="RetrainException">
    /// The bytes are not such an image, or damaged (RT1003), or it is too large (RT1004), or smaller than the region needs (RT2087).
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The region begins before the image, or has no pixels.</exception>
    /// <exception cref="ObjectDisposedException">The classifier is disposed.</exception>
    public IReadOnlyList<Prediction> Classify(ReadOnlyMemory<byte> encodedImage, ImageRegion region) => calls.Run(encodedImage, region);

    /// <summary>Classifies pixels that are in memory already, for instance those of a camera or of another image library.</summary>
    /// <param name="pixels">
    /// The rows from the top, each from the left, 8 bits a channel; not changed and not kept. Colours are taken as they are, as those of a
    /// PNG file: alpha is dropped, so that premultiplied colours would be too dark, and no colour profile is applied.
    /// </param>
    /// <param name="widthPixels">The number of pixels in a row, at least 1.</param>
    /// <param name="heightPixels">The number of rows, at least 1.</param>
    /// <param name="strideBytes">
    /// The number of bytes from the start of a row to that of the next: the bytes of a row's pixels, and of the padding behind them.
    /// </param>
    /// <param name="format">The channels of a pixel and their order.</param>
    /// <param name="region">The part that is classified; <see langword="null"/> for all of the image.</param>
    /// <returns>Every label, highest probability first; they sum to 1, and have the bits that a PNG file of the pixels gives.</returns>
    /// <exception cref="RetrainException">
    /// There are more pixels than <see cref="ImageClassifierOptions.MaximumPixels"/> (RT1004); with a region, only its own count.
    /// </exception>
    /// <exception cref="ArgumentException">There are fewer bytes than the size and stride need.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A size is less than 1, the stride less than the bytes of a row, the format unknown, or the region not within the image.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The classifier is disposed.</exception>
    public IReadOnlyList<Prediction> Classify(
        ReadOnlySpan<byte> pixels, int widthPixels, int heightPixels, int strideBytes, PixelFormat format, ImageRegion? region = null) =>
        calls.Run(new RawImage(widthPixels, heightPixels, strideBytes, format), pixels, region);
}
