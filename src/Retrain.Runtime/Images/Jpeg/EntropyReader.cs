using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Retrain.Runtime.Images.Jpeg;

/// <summary>Reads the bits of a scan.</summary>
internal ref struct EntropyReader(ReadOnlySpan<byte> encoded, int offset)
{
    /// <summary>The largest length of a Huffman code or a coefficient.</summary>
    public const int LongestRead = 16;

    private readonly ReadOnlySpan<byte> encoded = encoded;
    private ulong unread;
    private int unreadBits;

    /// <summary>The next byte to read; a marker is never passed.</summary>
    public int Offset { get; private set; } = offset;

    private readonly bool IsAtMarker => Offset + 1 >= encoded.Length || (encoded[Offset] == 0xFF && encoded[Offset + 1] != 0);

    /// <returns>The next 16 bits, zeros where the scan has ended.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Peek()
    {
        if (unreadBits < LongestRead)
        {
            Fill();
        }

        int shift = unreadBits - LongestRead;
        return (int)(shift >= 0 ? unread >> shift : unread << -shift) & 0xFFFF;
    }

    /// <param name="count">At most 31: a code and the bits that follow it.</param>
    /// <exception cref="InvalidDataException">The scan has ended.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Take(int count) => TryTake(count)
        ? (uint)(unread >> unreadBits) & ((1u << count) - 1)
        : throw new InvalidDataException("a scan ends before its last block");

    /// <returns>False where the scan has ended.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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
        return true;
    }

    /// <returns>The restart marker that follows, which is passed.</returns>
    /// <exception cref="InvalidDataException">Something else follows.</exception>
    public byte TakeRestart()
    {
        if (unreadBits >= 8 || !IsAtMarker || !IsAtRestart)
        {
            throw new InvalidDataException("a restart marker is missing");
        }

        unreadBits = 0;
        Offset += 2;
        return encoded[Offset - 1];
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

        if (!IsAtRestart)
        {
            return false;
        }

        Offset += 2;
        return true;
    }

    // At a marker or at the end.
    private readonly bool IsAtRestart =>
        Offset + 1 < encoded.Length && encoded[Offset + 1] is >= JpegMarker.FirstRestart and <= JpegMarker.LastRestart;

    private void Fill()
    {
        const int WordBytes = sizeof(uint);
        if (Offset + WordBytes < encoded.Length
            && BinaryPrimitives.ReadUInt32BigEndian(encoded[Offset..]) is uint word && !JpegMarker.MayBeIn(word))
        {
            unread = (unread << 32) | word;
            unreadBits += 32;
            Offset += WordBytes;
            return;
        }

        while (unreadBits <= 48 && !IsAtMarker)
        {
            byte value = encoded[Offset];
            Offset += value == 0xFF ? 2 : 1;
            unread = (unread << 8) | value;
            unreadBits += 8;
        }
    }
}
