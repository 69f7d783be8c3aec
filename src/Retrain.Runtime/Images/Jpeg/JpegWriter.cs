using System.Buffers;

namespace Retrain.Runtime.Images.Jpeg;

/// <summary>Collects marker segments and entropy-coded bytes in the order in which they are written.</summary>
internal sealed class JpegWriter
{
    private readonly ArrayBufferWriter<byte> output = new();

    public ReadOnlyMemory<byte> Written => output.WrittenMemory;

    public void Write(ReadOnlySpan<byte> bytes) => output.Write(bytes);

    public void Write(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    /// <summary>Writes a marker that stands alone.</summary>
    public void WriteMarker(byte marker)
    {
        Write(0xFF);
        Write(marker);
    }

    public void WriteSegment(byte marker, ReadOnlySpan<byte> payload)
    {
        int lengthBytes = payload.Length + 2; // the length counts itself
        WriteMarker(marker);
        Write((byte)(lengthBytes >> 8));
        Write((byte)lengthBytes);
        Write(payload);
    }
}
