namespace Retrain.Runtime.Images.Formats;

/// <summary>libjpeg wants an end of image, and so TensorFlow does: without it a JPEG is truncated.</summary>
internal static class JpegStructure
{
    public static string? FindFault(ReadOnlySpan<byte> encoded)
    {
        JpegSegments segments = new(encoded);
        while (segments.MoveNext())
        {
            switch (segments.Marker)
            {
                case JpegMarker.EndOfImage:
                    return null;
                case JpegMarker.StartOfImage or < JpegMarker.BaselineFrame: // libjpeg stops at these
                    return $"the JPEG file is damaged: marker 0xFF{segments.Marker:X2} before byte {segments.Offset}";
            }
        }

        return $"the JPEG file is truncated: it ends after {encoded.Length} bytes, without an end-of-image marker";
    }
}
