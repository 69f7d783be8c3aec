namespace Retrain.Runtime.Images.WebP;

/// <summary>Reads the bits of a lossless WebP, the lowest of a byte first (RFC 9649, section 3.2).</summary>
internal ref struct LosslessBits(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;
    private long position;

    /// <exception cref="InvalidDataException">The data ends before.</exception>
    public int Read(int count)
    {
        int value = 0;
        for (int bit = 0; bit < count; bit++)
        {
            value |= ReadBit() << bit;
        }

        return value;
    }

    /// <inheritdoc cref="Read" />
    public int ReadBit()
    {
        int index = (int)(position >> 3);
        if (index >= bytes.Length)
        {
            throw new InvalidDataException("the lossless WebP ends too early");
        }

        return (bytes[index] >> (int)(position++ & 7)) & 1;
    }
}
