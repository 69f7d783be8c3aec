using System.Buffers.Binary;

namespace Retrain.Runtime.Images.Jpeg;

/// <summary>
/// The marker segments of a JPEG file (ITU-T T.81, annex B), one after the other. Like libjpeg's next_marker it skips whatever is not
/// a marker: entropy-coded bytes, in which 0xFF is followed by 0 or a restart marker, and garbage between segments.
/// </summary>
internal ref struct JpegSegments(ReadOnlySpan<byte> encoded)
{
    private readonly ReadOnlySpan<byte> encoded = encoded;

    public byte Marker { get; private set; }

    /// <summary>The position of the marker.</summary>
    public int Start { get; private set; }

    /// <summary>The bytes after the length; empty for markers that stand alone.</summary>
    public ReadOnlySpan<byte> Payload { get; private set; }

    /// <summary>The position from which the next segment is searched: after a start of scan, the first entropy-coded byte.</summary>
    public int Offset { get; set; } = 2; // past the start of image

    /// <summary>Whether the last segment is not whole: the file ends inside it.</summary>
    public bool IsCut { get; private set; }

    /// <returns>True where there was another whole segment.</returns>
    public bool MoveNext()
    {
        while (Offset < encoded.Length)
        {
            int skipped = encoded[Offset..].IndexOf((byte)0xFF);
            if (skipped < 0 || Offset + skipped + 1 >= encoded.Length)
            {
                return false;
            }

            Start = Offset + skipped;
            Offset = Start + 1;
            Marker = encoded[Offset];
            if (Marker == 0xFF)
            {
                continue; // a fill byte: the marker is yet to come
            }

            Offset++;
            switch (Marker)
            {
                case 0 or JpegMarker.Temporary or (>= JpegMarker.FirstRestart and <= JpegMarker.LastRestart):
                    continue;
                case JpegMarker.StartOfImage or JpegMarker.EndOfImage or < JpegMarker.BaselineFrame:
                    Payload = default;
                    return true;
                default:
                    return ReadPayload();
            }
        }

        return false;
    }

    private bool ReadPayload()
    {
        int lengthBytes = Offset + 2 <= encoded.Length ? BinaryPrimitives.ReadUInt16BigEndian(encoded[Offset..]) : int.MaxValue;
        if (lengthBytes > encoded.Length - Offset)
        {
            IsCut = true;
            return false;
        }

        Payload = encoded.Slice(Offset + 2, Math.Max(lengthBytes - 2, 0)); // the length counts itself
        Offset += Math.Max(lengthBytes, 2);
        return true;
    }
}
