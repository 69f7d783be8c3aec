namespace Retrain.Runtime.Images;

/// <summary>Turns a file's bytes into a network's input. It has no state, so one serves all threads.</summary>
internal sealed class ImagePreprocessor
{
    /// <summary>The largest side of a network's input: ten times that of any known network, and a buffer still fits into an int.</summary>
    public const int LargestSidePixels = 10_000;

    private readonly long maximumPixels;

    /// <param name="preprocessing">The preprocessing that the network was trained with.</param>
    /// <param name="maximumPixels">The limit; larger images are rejected.</param>
    public ImagePreprocessor(Preprocessing preprocessing, long maximumPixels = ImageDecoder.DefaultMaximumPixels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(preprocessing.WidthPixels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(preprocessing.HeightPixels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maximumPixels);
        Preprocessing = preprocessing;
        this.maximumPixels = maximumPixels;
    }

    public Preprocessing Preprocessing { get; }

    public int WidthPixels => Preprocessing.WidthPixels;

    public int HeightPixels => Preprocessing.HeightPixels;

    /// <summary>The number of values that an image becomes.</summary>
    public int InputLength => WidthPixels * HeightPixels * BilinearResize.Channels;

    /// <summary>Decodes, resizes and normalises.</summary>
    /// <param name="encoded">The file's bytes.</param>
    /// <param name="origin">The file's path for messages.</param>
    /// <param name="destination">[height, width, 3], in the order of the network's channels.</param>
    /// <param name="region">The part of the upright image that is taken; <see langword="null"/> for all of it.</param>
    /// <exception cref="RetrainException">
    /// RT1003 or RT1004, see <see cref="ImageDecoder.Decode"/>; RT2087: the image is too small for the region.
    /// </exception>
    public void Prepare(ReadOnlyMemory<byte> encoded, string? origin, Span<float> destination, ImageRegion? region = null)
    {
        PixelBuffer decoded = ImageDecoder.Decode(encoded, origin, maximumPixels, Preprocessing.IgnoresOrientation);
        using PixelBuffer pixels = CroppedPixels.Of(decoded, region, origin);
        Prepare(pixels, destination);
    }

    /// <summary>Resizes and normalises raw pixels, whose sizes have been checked.</summary>
    /// <param name="image">The size and format of the pixels.</param>
    /// <param name="bytes">The rows, from the top.</param>
    /// <param name="region">The part that is taken; <see langword="null"/> for all of it.</param>
    /// <param name="destination">[height, width, 3], in the order of the network's channels.</param>
    /// <exception cref="RetrainException">RT1004: there are too many pixels.</exception>
    public void Prepare(RawImage image, ReadOnlySpan<byte> bytes, ImageRegion? region, Span<float> destination)
    {
        using PixelBuffer pixels = image.Read(bytes, region, maximumPixels);
        Prepare(pixels, destination);
    }

    /// <summary>Resizes and normalises an image that is decoded already.</summary>
    /// <param name="pixels">An image of any size.</param>
    /// <param name="destination">[height, width, 3], in the order of the network's channels.</param>
    public void Prepare(PixelBuffer pixels, Span<float> destination)
    {
        ImageResize.Resize(pixels, Preprocessing, default, destination);
        Normalize(destination);
    }

    /// <summary>Brings the grey levels of a resized image to the values that the network takes.</summary>
    /// <param name="values">[height, width, 3], R G B, in [0, 255]; then in the order of the network's channels.</param>
    public void Normalize(Span<float> values)
    {
        Preprocessing.Normalization.Apply(values);
        if (Preprocessing.Order is ChannelOrder.Bgr)
        {
            for (int i = 0; i < values.Length; i += BilinearResize.Channels)
            {
                (values[i], values[i + 2]) = (values[i + 2], values[i]);
            }
        }
    }
}
