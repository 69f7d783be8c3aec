namespace Retrain.Runtime.Images.Jpeg;

/// <summary>Reads the bits of a scan, and writes those that are kept to another.</summary>
internal ref struct EntropyCopy(ReadOnlySpan<byte> encoded, int offset, JpegWriter output)
{
    /// <summary>The largest length of a Huffman code or a coefficient.</summary>
    public const int LongestRead = 16;

    private readonly ReadOnlySpan<byte> encoded = encoded;
    private readonly JpegWriter output = output;
    private ulong unread;
    private int unreadBits;
    private ulong pending;
    private int pendingBits;

    /// <summary>Whether bits that are taken are also written.</summary>
    public bool Keeping { get; set; }

    /// <summary>The next byte to read; a marker is never passed.</summary>
    public int Offset { get; private set; } = offset;

    private readonly bool IsAtMarker => Offset + 1 >= encoded.Length || (encoded[Offset] == 0xFF && encoded[Offset + 1] != 0);

    /// <returns>The next 16 bits, zeros where the scan has ended.</returns>
    public int Peek()
    {
        if (unreadBits < LongestRead)
        {
            Fill();
        }

        int shift = unreadBits - LongestRead;
        return (int)(shift >= 0 ? unread >> shift : unread << -shift) & 0xFFFF;
    }

    /// <exception cref="InvalidDataException">The scan has ended.</exception>
    public void Take(int count)
    {
        if (!TryTake(count))
        {
            throw new InvalidDataException("a scan ends before its last block");
        }
    }

    /// <returns>False where the scan has ended.</returns>
    public bool TryTake(int count)
    {
        if (unreadBits < count)
        {
            Fill();
            if (unreadBits < count)
            {
                return false;
            }
        }

        unreadBits -= count;
        if (Keeping)
        {
            Write((int)(unread >> unreadBits), count);
        }

        return true;
    }

    /// <param name="bits">The bits, in the lower part of the number.</param>
    /// <param name="count">The number of bits.</param>
    public void Write(int bits, int count)
    {
        pending = (pending << count) | ((uint)bits & ((1u << count) - 1));
        pendingBits += count;
        while (pendingBits >= 8)
        {
            pendingBits -= 8;
            byte value = (byte)(pending >> pendingBits);
            output.Write(value);
            if (value == 0xFF)
            {
                output.Write((byte)0); // so that it is not a marker
            }
        }
    }

    /// <summary>Fills the last byte with ones, as the standard requires (F.1.2.3).</summary>
    public void Align() => Write(0xFF, (8 - pendingBits) % 8);

    public void CopyRestart()
    {
        if (unreadBits >= 8 || !IsAtMarker || Offset + 1 >= encoded.Length
            || encoded[Offset + 1] is < JpegMarker.FirstRestart or > JpegMarker.LastRestart)
        {
            throw new InvalidDataException("a restart marker is missing");
        }

        Align();
        unreadBits = 0;
        output.Write(encoded.Slice(Offset, 2));
        Offset += 2;
    }

    /// <summary>Passes over what is left of a restart interval and the marker behind it, whichever of the eight it is.</summary>
    /// <returns>False where the scan has no other interval.</returns>
    public bool TrySkipRestart()
    {
        unreadBits = 0;
        while (!IsAtMarker)
        {
            Offset += encoded[Offset] == 0xFF ? 2 : 1;
        }

        if (Offset + 1 >= encoded.Length || encoded[Offset + 1] is < JpegMarker.FirstRestart or > JpegMarker.LastRestart)
        {
            return false;
        }

        Offset += 2;
        return true;
    }

    private void Fill()
    {
        while (unreadBits <= 48 && !IsAtMarker)
        {
            byte value = encoded[Offset];
            Offset += value == 0xFF ? 2 : 1;
            unread = (unread << 8) | value;
            unreadBits += 8;
        }
    }
}
