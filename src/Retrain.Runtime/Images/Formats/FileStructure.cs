using System.Buffers.Binary;

namespace Retrain.Runtime.Images.Formats;

/// <summary>Checks that a file is complete up to its format's end mark; the codec checks what is inside.</summary>
internal static class FileStructure
{
    // Codes of 12 bits, each of which repeats the longest run of colours that a table of 4096 entries can hold.
    private const double MostGifPixels = 2560;

    // A run of 255 pixels takes two bytes.
    private const double MostRunPixels = 128;
    private const int BmpHeaderOffset = 14;
    private const int BmpCoreHeaderBytes = 12;

    /// <returns>The fault; <see langword="null"/> if there is none.</returns>
    public static string? FindFault(ImageFormat format, ReadOnlySpan<byte> encoded) => format switch
    {
        ImageFormat.PNG => PngStructure.FindFault(encoded),
        ImageFormat.GIF => GifStructure.FindFault(encoded),
        ImageFormat.WebP => WebPStructure.FindFault(encoded),
        _ => null, // a BMP's rows have no end mark: the codec misses those that are not there
    };

    /// <summary>Says whether the bytes can pay for the pixels that a file claims. WebP needs none for pixels that are equal.</summary>
    /// <returns>The fault; <see langword="null"/> if there is none.</returns>
    public static string? FindUnpaid(ImageFormat format, ReadOnlySpan<byte> encoded, int widthPixels, int heightPixels)
    {
        double pixels = (double)widthPixels * heightPixels;
        double payable = encoded.Length * MostPixelsPerByte(format, encoded);
        return pixels <= payable
            ? null
            : $"the {format} file claims {widthPixels} x {heightPixels} pixels, but its {encoded.Length} bytes are enough for "
              + $"{(int)(100 * payable / pixels)}% at most";
    }

    private static double MostPixelsPerByte(ImageFormat format, ReadOnlySpan<byte> encoded) => format switch
    {
        ImageFormat.GIF => MostGifPixels,
        ImageFormat.BMP when encoded.Length > 34 => MostBmpPixels(encoded[BmpHeaderOffset..]),
        _ => double.MaxValue,
    };

    private static double MostBmpPixels(ReadOnlySpan<byte> header)
    {
        const int RunLength8 = 1;
        const int RunLength4 = 2;
        bool isCore = header[0] == BmpCoreHeaderBytes;
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(header[(isCore ? 10 : 14)..]);
        bool hasRuns = !isCore && BinaryPrimitives.ReadUInt32LittleEndian(header[16..]) is RunLength8 or RunLength4;
        return hasRuns ? MostRunPixels : 8.0 / Math.Max(bits, 1);
    }
}
