using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Retrain.Runtime.Images.Jpeg;

/// <summary>Collects marker segments and entropy-coded bits in the order in which they are written.</summary>
/// <param name="capacityBytes">The expected number of bytes; there may be more.</param>
internal sealed class JpegWriter(int capacityBytes)
{
    private byte[] buffer = GC.AllocateUninitializedArray<byte>(capacityBytes);
    private int length;
    private ulong pending;
    private int pendingBits;

    public ReadOnlyMemory<byte> Written => buffer.AsMemory(0, length);

    public void Clear() => length = 0;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(buffer.AsSpan(length));
        length += bytes.Length;
    }

    /// <summary>Writes a marker that stands alone.</summary>
    public void WriteMarker(byte marker) => Write([0xFF, marker]);

    public void WriteSegment(byte marker, ReadOnlySpan<byte> payload)
    {
        int lengthBytes = payload.Length + 2; // the length counts itself
        WriteMarker(marker);
        Write([(byte)(lengthBytes >> 8), (byte)lengthBytes]);
        Write(payload);
    }

    /// <param name="bits">The bits, below zeros.</param>
    /// <param name="count">The number of bits, at most 32.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteBits(uint bits, int count)
    {
        pending = (pending << count) | bits;
        pendingBits += count;
        if (pendingBits >= 32)
        {
            WriteWord();
        }
    }

    /// <summary>Fills the last byte with ones, as the standard requires (F.1.2.3).</summary>
    public void Align()
    {
        int missing = -pendingBits & 7;
        pending = (pending << missing) | ((1u << missing) - 1);
        pendingBits += missing;
        Reserve(2 * sizeof(uint));
        while (pendingBits > 0)
        {
            pendingBits -= 8;
            WriteCoded((byte)(pending >> pendingBits));
        }
    }

    private void WriteWord()
    {
        pendingBits -= 32;
        uint word = (uint)(pending >> pendingBits);
        Reserve(2 * sizeof(uint));
        if (!JpegMarker.MayBeIn(word))
        {
            BinaryPrimitives.WriteUInt32BigEndian(buffer.AsSpan(length), word);
            length += sizeof(uint);
            return;
        }

        for (int shift = 24; shift >= 0; shift -= 8)
        {
            WriteCoded((byte)(word >> shift));
        }
    }

    private void WriteCoded(byte value)
    {
        buffer[length++] = value;
        if (value == 0xFF)
        {
            buffer[length++] = 0; // so that it is not a marker
        }
    }

    private void Reserve(int bytes)
    {
        if (buffer.Length - length < bytes)
        {
            Array.Resize(ref buffer, checked((int)Math.Min(Math.Max(2L * buffer.Length, (long)length + bytes), Array.MaxLength)));
        }
    }
}
