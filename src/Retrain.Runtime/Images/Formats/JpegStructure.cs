using System.Buffers.Binary;

namespace Retrain.Runtime.Images.Formats;

/// <summary>
/// A JPEG is a row of marker segments; after a start of scan come entropy-coded bytes, in which 0xFF is followed by 0 or is a marker
/// (ITU-T T.81, annex B). libjpeg wants an end of image, and so TensorFlow does: without it a file is truncated.
/// </summary>
internal static class JpegStructure
{
    public static string? FindFault(ReadOnlySpan<byte> encoded)
    {
        int offset = 2; // past the start of image
        while (true)
        {
            // Like libjpeg's next_marker, skips whatever is no marker: entropy-coded bytes, restart markers, garbage between segments.
            int start = encoded[Math.Min(offset, encoded.Length)..].IndexOf((byte)0xFF);
            if (start < 0 || offset + start + 1 >= encoded.Length)
            {
                return Truncated(encoded);
            }

            offset += start + 1;
            byte marker = encoded[offset];
            switch (marker)
            {
                case JpegMarker.EndOfImage:
                    return null;
                case 0xFF: // a fill byte: the marker is yet to come
                    continue;
                case 0 or JpegMarker.Temporary or (>= JpegMarker.FirstRestart and <= JpegMarker.LastRestart):
                    offset++;
                    continue;
                case JpegMarker.StartOfImage or (> JpegMarker.Temporary and < JpegMarker.FirstFrame):
                    return $"the JPEG file is damaged: marker 0xFF{marker:X2} at byte {offset - 1}";
            }

            if (offset + 2 >= encoded.Length)
            {
                return Truncated(encoded);
            }

            offset += 1 + BinaryPrimitives.ReadUInt16BigEndian(encoded[(offset + 1)..]);
        }
    }

    private static string Truncated(ReadOnlySpan<byte> encoded) =>
        $"the JPEG file is truncated: it ends after {encoded.Length} bytes, without an end-of-image marker";
}
