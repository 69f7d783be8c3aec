using Retrain.Runtime.Images.Formats;

namespace Retrain.Runtime.Images.Cmyk;

/// <summary>Reads the bits of a scan, and writes each that is to be kept to another.</summary>
internal ref struct EntropyCopy(ReadOnlySpan<byte> encoded, int offset, JpegWriter output)
{
    private readonly ReadOnlySpan<byte> encoded = encoded;
    private readonly JpegWriter output = output;
    private int current;
    private int unreadBits;
    private int pending;
    private int pendingBits;

    /// <summary>Whether bits that are read are written too.</summary>
    public bool Keeping { get; set; }

    /// <summary>The next byte to read.</summary>
    public int Offset { get; private set; } = offset;

    public int NextBit()
    {
        if (unreadBits == 0)
        {
            current = NextByte();
            unreadBits = 8;
        }

        unreadBits--;
        int bit = (current >> unreadBits) & 1;
        if (Keeping)
        {
            Write(bit, 1);
        }

        return bit;
    }

    public void SkipBits(int count)
    {
        for (int i = 0; i < count; i++)
        {
            NextBit();
        }
    }

    public void Write(int bits, int count)
    {
        for (int i = count - 1; i >= 0; i--)
        {
            pending = (pending << 1) | ((bits >> i) & 1);
            if (++pendingBits == 8)
            {
                output.Write((byte)pending);
                if (pending == 0xFF)
                {
                    output.Write((byte)0); // so that it is no marker
                }

                (pending, pendingBits) = (0, 0);
            }
        }
    }

    /// <summary>Fills the last byte with ones, as the standard wants (F.1.2.3).</summary>
    public void Align()
    {
        unreadBits = 0;
        Write(0xFF, (8 - pendingBits) % 8);
    }

    public void CopyRestart()
    {
        Align();
        if (Offset + 1 >= encoded.Length || encoded[Offset] != 0xFF
            || encoded[Offset + 1] is < JpegMarker.FirstRestart or > JpegMarker.LastRestart)
        {
            throw new InvalidDataException("a restart marker is missing");
        }

        output.Write(encoded.Slice(Offset, 2));
        Offset += 2;
    }

    private int NextByte()
    {
        if (Offset + 1 >= encoded.Length || (encoded[Offset] == 0xFF && encoded[Offset + 1] != 0))
        {
            throw new InvalidDataException("a scan ends before its last block");
        }

        byte value = encoded[Offset];
        Offset += value == 0xFF ? 2 : 1;
        return value;
    }
}
