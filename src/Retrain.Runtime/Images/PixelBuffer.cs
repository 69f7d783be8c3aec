using Retrain.Runtime.Images.Buffers;

namespace Retrain.Runtime.Images;

/// <summary>A decoded image: 8 bits a channel, R G B A, row by row without padding; A has no meaning.</summary>
/// <remarks>The memory is rented: dispose it when the pixels are used up, so that the next image can have it.</remarks>
internal sealed class PixelBuffer : IDisposable
{
    public const int BytesPerPixel = 4;

    /// <summary>The largest number of pixels: a span counts its bytes in an int.</summary>
    public const long MaximumPixels = int.MaxValue / BytesPerPixel;

    private readonly RentedBytes rgba;

    /// <summary>Rents memory; it still holds what the last image left there.</summary>
    public PixelBuffer(int widthPixels, int heightPixels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(widthPixels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(heightPixels);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)widthPixels * heightPixels, MaximumPixels);
        WidthPixels = widthPixels;
        HeightPixels = heightPixels;
        rgba = new RentedBytes(widthPixels * heightPixels * BytesPerPixel);
    }

    public int WidthPixels { get; }

    public int HeightPixels { get; }

    public int RowBytes => WidthPixels * BytesPerPixel;

    public ReadOnlySpan<byte> Rgba => WritableRgba; // [height, width, 4]

    public Span<byte> WritableRgba => rgba.Memory.Span;

    public ReadOnlySpan<byte> Row(int y) => Rgba.Slice(y * RowBytes, RowBytes);

    public void Dispose() => rgba.Dispose();
}
