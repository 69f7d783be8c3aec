namespace Retrain.Runtime.Images.Formats;

/// <summary>Finds a JPEG truncated that has no end of image, as libjpeg and so TensorFlow do.</summary>
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
