using Retrain.Runtime.Images.Jpeg;

namespace Retrain.Runtime.Images.Cmyk;

/// <summary>
/// JPEGs of four inks. Skia assumes that all are inverted, as Adobe stores them, and rounds; TensorFlow looks for the Adobe marker and
/// truncates (tensorflow/core/lib/jpeg/jpeg_mem.cc). So Skia is given two files in which it multiplies by white: one gives cyan, magenta
/// and yellow as they are, the other black.
/// </summary>
internal static class CmykJpeg
{
    private const int Components = 4;

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

    /// <summary>Makes the same file with black, or all but black, replaced by white.</summary>
    /// <exception cref="InvalidDataException">The entropy-coded bytes make no sense.</exception>
    public static ReadOnlyMemory<byte> Isolate(ReadOnlySpan<byte> encoded, bool black)
    {
        byte transform = black ? (byte)0 : AdobeTransform(encoded) ?? 0;
        return new ComponentIsolation(component => component == Components - 1 == black, transform).Apply(encoded);
    }

    /// <summary>Multiplies the inks, in integers and truncating.</summary>
    /// <param name="colors">The pixels of cyan, magenta and yellow; afterwards of red, green and blue.</param>
    /// <param name="black">The pixels of black, three times.</param>
    /// <param name="inverted">Whether 255 means no ink, as Adobe stores it.</param>
    public static void Multiply(Span<byte> colors, ReadOnlySpan<byte> black, bool inverted)
    {
        int mask = inverted ? 0 : 255; // 255 - v is v ^ 255
        for (int i = 0; i < colors.Length; i++)
        {
            colors[i] = (byte)((colors[i] ^ mask) * (black[i] ^ mask) / 255);
        }
    }
}
