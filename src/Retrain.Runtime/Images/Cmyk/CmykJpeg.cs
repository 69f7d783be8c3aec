using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Retrain.Runtime.Images.Jpeg;

namespace Retrain.Runtime.Images.Cmyk;

/// <summary>
/// JPEGs of four inks. Skia assumes that all are inverted, as Adobe stores them, and rounds; TensorFlow looks for the Adobe marker and
/// truncates (tensorflow/core/lib/jpeg/jpeg_mem.cc). So Skia is given two files: one gives cyan, magenta and yellow as they are, the other
/// black.
/// </summary>
internal static class CmykJpeg
{
    /// <returns>The transform that an Adobe marker names: 0 for CMYK, 2 for YCCK; <see langword="null"/> without a marker.</returns>
    public static byte? AdobeTransform(ReadOnlySpan<byte> encoded)
    {
        byte? transform = null;
        JpegSegments segments = new(encoded);
        while (segments.MoveNext() && segments.Marker is not (JpegMarker.EndOfImage or JpegMarker.StartOfScan))
        {
            if (segments.Marker == JpegMarker.Adobe && segments.Payload.Length >= 12 && segments.Payload.StartsWith("Adobe"u8))
            {
                transform = segments.Payload[11];
            }
        }

        return transform;
    }

    /// <summary>Multiplies the inks, in integers and truncating.</summary>
    /// <param name="colors">The pixels of cyan, magenta and yellow; afterwards of red, green and blue.</param>
    /// <param name="black">The pixels of black, a byte each.</param>
    /// <param name="inverted">Whether 255 means no ink, as Adobe stores it.</param>
    /// <param name="complements">Whether the colours are inverted once more than black.</param>
    public static void Multiply(Span<byte> colors, ReadOnlySpan<byte> black, bool inverted, bool complements)
    {
        const int ColorBytes = 4; // R G B A, for each byte of black
        byte blackMask = inverted ? byte.MinValue : byte.MaxValue; // 255 - v is v ^ 255
        byte colorMask = (byte)(complements ? blackMask ^ byte.MaxValue : blackMask);
        Vector128<byte> eachFourTimes = Vector128.Create((byte)0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3);
        Span<Vector128<byte>> fours = MemoryMarshal.Cast<byte, Vector128<byte>>(colors);
        ReadOnlySpan<uint> fourBlacks = MemoryMarshal.Cast<byte, uint>(black);
        for (int i = 0; i < fours.Length; i++)
        {
            Vector128<byte> blacks = Vector128.Shuffle(Vector128.CreateScalar(fourBlacks[i]).AsByte(), eachFourTimes);
            (Vector128<ushort> low, Vector128<ushort> high) = Vector128.Widen(fours[i] ^ Vector128.Create(colorMask));
            (Vector128<ushort> lowBlack, Vector128<ushort> highBlack) = Vector128.Widen(blacks ^ Vector128.Create(blackMask));
            fours[i] = Vector128.Narrow(DivideBy255(low * lowBlack), DivideBy255(high * highBlack));
        }

        for (int i = fours.Length * Vector128<byte>.Count; i < colors.Length; i++)
        {
            colors[i] = (byte)((colors[i] ^ colorMask) * (black[i / ColorBytes] ^ blackMask) / 255);
        }
    }

    // The quotient of every product of two bytes.
    private static Vector128<ushort> DivideBy255(Vector128<ushort> product) => (product + Vector128<ushort>.One + (product >>> 8)) >>> 8;
}
