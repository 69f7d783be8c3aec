namespace Retrain.Runtime.Images;

/// <summary>From a file's bytes to a network's input. Stateless, so one serves all threads.</summary>
internal sealed class ImagePreprocessor
{
    /// <summary>Of a network's input: ten times more than any known one takes, and a buffer of it can still be counted in an int.</summary>
    public const int LargestSidePixels = 10_000;

    private readonly Normalization normalization;
    private readonly long maximumPixels;

    /// <param name="widthPixels">The network's input width.</param>
    /// <param name="heightPixels">The network's input height.</param>
    /// <param name="normalization">What the network was trained with.</param>
    /// <param name="maximumPixels">Larger images are refused.</param>
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

    /// <summary>How many values an image becomes.</summary>
    public int InputLength => WidthPixels * HeightPixels * BilinearResize.Channels;

    /// <summary>Decodes, resizes and normalises.</summary>
    /// <param name="encoded">The file's bytes.</param>
    /// <param name="origin">The file's path for messages.</param>
    /// <param name="destination">[height, width, 3], R G B.</param>
    /// <exception cref="RetrainException">As <see cref="ImageDecoder.Decode"/>.</exception>
    public void Prepare(ReadOnlyMemory<byte> encoded, string? origin, Span<float> destination)
    {
        using PixelBuffer pixels = ImageDecoder.Decode(encoded, origin, maximumPixels);
        Prepare(pixels, destination);
    }

    /// <summary>Resizes and normalises an image that is decoded already.</summary>
    /// <param name="pixels">Of any size.</param>
    /// <param name="destination">[height, width, 3], R G B.</param>
    public void Prepare(PixelBuffer pixels, Span<float> destination)
    {
        BilinearResize.Resize(pixels, WidthPixels, HeightPixels, destination);
        normalization.Apply(destination);
    }
}
