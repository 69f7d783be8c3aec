using System.Buffers.Binary;
using Retrain.Runtime.Images.Buffers;

namespace Retrain.Runtime.Images.Formats;

/// <summary>Checks a PNG file up to its end, and takes out what its pixels do not need.</summary>
internal static class PngStructure
{
    private const int SignatureBytes = 8;
    private const int LargestPalette = 3 * 256;

    // Deflate's longest match, 258 bytes, takes two bits (RFC 1951, section 3.2.5).
    private const int MostInflated = 1032;

    /// <returns>The fault; <see langword="null"/> if there is none.</returns>
    public static string? FindFault(ReadOnlySpan<byte> encoded)
    {
        long codedBytes = 0;
        long pixelBytes = PixelBytes(encoded);
        PngChunks chunks = new(encoded);
        while (chunks.MoveNext())
        {
            if (chunks.Is("IDAT"u8))
            {
                codedBytes += chunks.Data.Length;
            }
            else if (chunks.Is("IEND"u8))
            {
                return codedBytes * MostInflated < pixelBytes
                    ? $"the PNG file claims {pixelBytes} bytes of pixels, more than its {codedBytes} compressed bytes can hold"
                    : null;
            }
            else if (chunks.IsCritical && codedBytes == 0 && !chunks.Is("PLTE"u8) && !chunks.Is("IHDR"u8))
            {
                return "the PNG file has a critical chunk that is not in the standard";
            }
        }

        return $"the PNG file is truncated: it ends after {encoded.Length} bytes, without an IEND chunk";
    }

    /// <summary>
    /// Copies the chunks that pixels need. Skia hands libpng 4 KB at a time, and libpng collects a chunk other than IDAT before it looks at
    /// it, copying what it has so far at each step: a text of 28 MB took it a minute.
    /// </summary>
    /// <returns>A shorter file; <see langword="null"/> where nothing can be left out.</returns>
    public static RentedBytes? Shorten(ReadOnlySpan<byte> encoded)
    {
        int length = SignatureBytes;
        PngChunks chunks = new(encoded);
        while (chunks.MoveNext())
        {
            length += IsNeeded(chunks) ? chunks.Chunk.Length : 0;
        }

        if (length == encoded.Length)
        {
            return null;
        }

        RentedBytes shorter = new(length);
        Span<byte> rest = shorter.Memory.Span;
        encoded[..SignatureBytes].CopyTo(rest);
        rest = rest[SignatureBytes..];
        chunks = new(encoded);
        while (chunks.MoveNext())
        {
            if (IsNeeded(chunks))
            {
                chunks.Chunk.CopyTo(rest);
                rest = rest[chunks.Chunk.Length..];
            }
        }

        return shorter;
    }

    private static bool IsNeeded(PngChunks chunks) =>
        chunks.Is("IDAT"u8) || chunks.Is("IHDR"u8) || chunks.Is("IEND"u8)
        || ((chunks.Is("PLTE"u8) || chunks.Is("tRNS"u8)) && chunks.Data.Length <= LargestPalette);

    /// <summary>The bits of a pixel, by the header: 64 at most.</summary>
    public static int BitsPerPixel(ReadOnlySpan<byte> encoded)
    {
        ReadOnlySpan<byte> header = Header(encoded);
        return header.IsEmpty ? 0 : header[8] * header[9] switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
    }

    /// <summary>Whether the rows come in seven passes (8.1).</summary>
    public static bool IsInterlaced(ReadOnlySpan<byte> encoded) => Header(encoded) is [.., not 0];

    // The first chunk (11.2.1): width, height, bits of a channel, kind of colour, compression, filter, interlace.
    private static ReadOnlySpan<byte> Header(ReadOnlySpan<byte> encoded)
    {
        PngChunks chunks = new(encoded);
        return chunks.MoveNext() && chunks.Is("IHDR"u8) && chunks.Data.Length == 13 ? chunks.Data : [];
    }

    // Rows of a filter byte and whole bytes of pixels; interlacing adds to that.
    private static long PixelBytes(ReadOnlySpan<byte> encoded)
    {
        ReadOnlySpan<byte> header = Header(encoded);
        if (header.IsEmpty)
        {
            return 0;
        }

        long rowBits = (long)BinaryPrimitives.ReadUInt32BigEndian(header) * BitsPerPixel(encoded);
        return BinaryPrimitives.ReadUInt32BigEndian(header[4..]) * (1 + ((rowBits + 7) / 8));
    }
}
