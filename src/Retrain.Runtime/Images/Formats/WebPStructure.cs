using System.Buffers.Binary;

namespace Retrain.Runtime.Images.Formats;

/// <summary>A WebP is one RIFF chunk that says how long it is (RFC 9649, section 2.4).</summary>
internal static class WebPStructure
{
    private const int RiffHeaderBytes = 8;

    public static string? FindFault(ReadOnlySpan<byte> encoded)
    {
        long expectedBytes = RiffHeaderBytes + (long)BinaryPrimitives.ReadUInt32LittleEndian(encoded[4..]);
        return encoded.Length < expectedBytes
            ? $"the WebP file is truncated: it has {encoded.Length} of {expectedBytes} bytes"
            : null;
    }
}
