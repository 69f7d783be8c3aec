using System.Buffers;

namespace Retrain.Runtime.Images.Buffers;

/// <summary>
/// Memory for one image, with undefined content. A pool keeps what is small enough to serve the next image; what is large goes back to the
/// system, so that one huge upload does not cost its memory until the process ends.
/// </summary>
internal sealed class RentedBytes : IDisposable
{
    // A phone's photo, 16 megapixels a thread, is worth keeping; a panorama is not.
    private const int LargestPooledBytes = 64 << 20;

    private readonly int sizeBytes;
    private readonly IMemoryOwner<byte>? native;
    private byte[]? pooled;

    public RentedBytes(int sizeBytes)
    {
        this.sizeBytes = sizeBytes;
        if (sizeBytes <= LargestPooledBytes)
        {
            pooled = ArrayPool<byte>.Shared.Rent(sizeBytes);
        }
        else
        {
            native = new NativeBuffer(sizeBytes);
        }
    }

    public Memory<byte> Memory => pooled is null
        ? (native ?? throw new ObjectDisposedException(nameof(RentedBytes))).Memory[..sizeBytes]
        : pooled.AsMemory(0, sizeBytes);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref pooled, null) is byte[] array)
        {
            ArrayPool<byte>.Shared.Return(array);
        }

        native?.Dispose();
    }
}
