namespace Retrain.Runtime.Images;

/// <summary>Turns a file's bytes into a network's input. It has no state, so one serves all threads.</summary>
internal sealed class ImagePreprocessor
{
    /// <summary>The largest side of a network's input: ten times that of any known network, and a buffer still fits into an int.</summary>
    public const int LargestSidePixels = 10_000;

    private readonly Normalization normalization;
    private readonly long maximumPixels;

    /// <param name="widthPixels">The network's input width.</param>
    /// <param name="heightPixels">The network's input height.</param>
    /// <param name="normalization">The normalisation that the network was trained with.</param>
    /// <param name="maximumPixels">The limit; larger images are rejected.</param>
    public ImagePreprocessor(
        int widthPixels, int heightPixels, Normalization normalization, long maximumPixels = ImageDecoder.DefaultMaximumPixels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(widthPixels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(heightPixels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maximumPixels);
        WidthPixels = widthPixels;
        HeightPixels = heightPixels;
        this.normalization = normalization;
        this.maximumPixels = maximumPixels;
    }

    public int WidthPixels { get; }

    public int HeightPixels { get; }

    /// <summary>The number of values that an image becomes.</summary>
    public int InputLength => WidthPixels * HeightPixels * BilinearResize.Channels;

    /// <summary>Decodes, resizes and normalises.</summary>
    /// <param name="encoded">The file's bytes.</param>
    /// <param name="origin">The file's path for messages.</param>
    /// <param name="destination">[height, width, 3], R G B.</param>
    /// <exception cref="RetrainException">RT1003 or RT1004, see <see cref="ImageDecoder.Decode"/>.</exception>
    public void Prepare(ReadOnlyMemory<byte> encoded, string? origin, Span<float> destination)
    {
        using PixelBuffer pixels = ImageDecoder.Decode(encoded, origin, maximumPixels);
        Prepare(pixels, destination);
    }

    /// <summary>Resizes and normalises an image that is decoded already.</summary>
    /// <param name="pixels">An image of any size.</param>
    /// <param name="destination">[height, width, 3], R G B.</param>
    public void Prepare(PixelBuffer pixels, Span<float> destination)
    {
        BilinearResize.Resize(pixels, WidthPixels, HeightPixels, destination);
        normalization.Apply(destination);
    }
}
