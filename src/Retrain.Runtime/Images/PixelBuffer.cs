using System.Buffers;

namespace Retrain.Runtime.Images;

/// <summary>A decoded image: 8 bits a channel, R G B A, row by row without padding; A has no meaning.</summary>
/// <remarks>The memory is rented: dispose it when the pixels are used up, so that the next image can have it.</remarks>
internal sealed class PixelBuffer : IDisposable
{
    public const int BytesPerPixel = 4;

    /// <summary>The largest number of pixels: a span counts its bytes in an int.</summary>
    public const long MaximumPixels = int.MaxValue / BytesPerPixel;

    // A pool keeps the memory that is returned: a phone's photo, 16 megapixels a thread, is worth keeping, a panorama is not.
    private const int LargestPooledBytes = 64 << 20;

    private readonly int sizeBytes;
    private byte[]? rgba;

    /// <summary>Rents memory; it still holds what the last image left there.</summary>
    public PixelBuffer(int widthPixels, int heightPixels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(widthPixels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(heightPixels);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)widthPixels * heightPixels, MaximumPixels);
        WidthPixels = widthPixels;
        HeightPixels = heightPixels;
        sizeBytes = widthPixels * heightPixels * BytesPerPixel;
        rgba = sizeBytes > LargestPooledBytes
            ? GC.AllocateUninitializedArray<byte>(sizeBytes)
            : ArrayPool<byte>.Shared.Rent(sizeBytes);
    }

    public int WidthPixels { get; }

    public int HeightPixels { get; }

    public int RowBytes => WidthPixels * BytesPerPixel;

    public ReadOnlySpan<byte> Rgba => WritableRgba; // [height, width, 4]

    public Span<byte> WritableRgba
    {
        get
        {
            ObjectDisposedException.ThrowIf(rgba is null, this);
            return rgba.AsSpan(0, sizeBytes);
        }
    }

    public ReadOnlySpan<byte> Row(int y) => Rgba.Slice(y * RowBytes, RowBytes);

    public void Dispose()
    {
        byte[]? rented = Interlocked.Exchange(ref rgba, null);
        if (rented is not null && sizeBytes <= LargestPooledBytes)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
