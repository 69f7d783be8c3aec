namespace Retrain.Runtime.Images.Buffers;

/// <summary>The bytes of one image that were read asynchronously, in memory that serves the next image afterwards.</summary>
internal sealed class StreamedBytes : IDisposable
{
    private const int FirstBytes = 128 << 10;

    private RentedBytes rented;
    private int count;

    private StreamedBytes(int sizeBytes) => rented = new RentedBytes(sizeBytes);

    /// <summary>The bytes, until they are disposed of.</summary>
    public ReadOnlyMemory<byte> Memory => rented.Memory[..count];

    /// <summary>Reads a stream to its end, but no more than some bytes, and leaves it open.</summary>
    /// <returns>The bytes; <see langword="null"/> where there are more.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task<StreamedBytes?> ReadAsync(Stream stream, long maximumBytes, CancellationToken cancellationToken)
    {
        long lengthBytes = stream.CanSeek ? Math.Max(0, stream.Length - stream.Position) : 0;
        if (lengthBytes > maximumBytes)
        {
            return null;
        }

        // One byte more than a known length, so that its end is seen without growing.
        StreamedBytes? bytes = new((int)Math.Max(lengthBytes + 1, FirstBytes));
        try
        {
            while (await stream.ReadAsync(bytes.rented.Memory[bytes.count..], cancellationToken).ConfigureAwait(false) is > 0 and int read)
            {
                bytes.count += read;
                if (bytes.count > maximumBytes)
                {
                    return null;
                }

                bytes.GrowIfFull();
            }

            StreamedBytes complete = bytes;
            bytes = null;
            return complete;
        }
        finally
        {
            bytes?.Dispose();
        }
    }

    public void Dispose() => rented.Dispose();

    private void GrowIfFull()
    {
        if (count == rented.Memory.Length)
        {
            RentedBytes larger = new((int)Math.Min(2L * count, Array.MaxLength));
            rented.Memory.CopyTo(larger.Memory);
            rented.Dispose();
            rented = larger;
        }
    }
}
