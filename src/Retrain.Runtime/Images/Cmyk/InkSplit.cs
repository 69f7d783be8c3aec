using System.Buffers.Binary;
using Retrain.Runtime.Images.Jpeg;

namespace Retrain.Runtime.Images.Cmyk;

/// <summary>
/// Splits a Huffman-coded JPEG of four inks into one of black and one of the others. No coefficient is decoded: the bits of blocks are
/// copied. Where neither part would be as large as the image, white stands for what it lacks.
/// </summary>
internal sealed class InkSplit
{
    private readonly Dictionary<byte, HuffmanTable> tables = [];
    private readonly JpegFrame frame;
    private readonly InkPart black;
    private readonly InkPart colors;
    private int restartInterval;

    /// <param name="frame">The frame.</param>
    /// <param name="encoded">The file.</param>
    /// <param name="adobeTransform">The transform of its Adobe marker, if it has one.</param>
    /// <exception cref="InvalidDataException">The entropy-coded bytes make no sense.</exception>
    public InkSplit(JpegFrame frame, ReadOnlySpan<byte> encoded, byte adobeTransform)
    {
        const byte AsStored = 0;
        const byte LumaAndChroma = 1; // for three components what 2 is for four
        this.frame = frame;
        IsFilled = !frame.IsFullSize([0, 1, 2]) || !frame.IsFullSize([3]);
        HasComplements = !IsFilled && adobeTransform != AsStored;
        black = new InkPart(frame, isBlack: true, IsFilled, AsStored, encoded.Length);
        colors = new InkPart(frame, isBlack: false, IsFilled, HasComplements ? LumaAndChroma : adobeTransform, encoded.Length);
        Read(encoded);
    }

    /// <summary>Whether both files have four components.</summary>
    public bool IsFilled { get; }

    /// <summary>Whether the colours decode to red, green and blue instead of inks: YCCK without black is YCC.</summary>
    public bool HasComplements { get; }

    public ReadOnlyMemory<byte> Black => black.Output.Written;

    public ReadOnlyMemory<byte> Colors => colors.Output.Written;

    private void Read(ReadOnlySpan<byte> encoded)
    {
        JpegSegments segments = new(encoded);
        while (segments.MoveNext() && segments.Marker != JpegMarker.EndOfImage)
        {
            ReadOnlySpan<byte> payload = segments.Payload;
            switch (segments.Marker)
            {
                case JpegMarker.QuantizationTables:
                    black.Output.WriteSegment(segments.Marker, payload);
                    colors.Output.WriteSegment(segments.Marker, payload);
                    break;
                case JpegMarker.HuffmanTables:
                    HuffmanTable.ReadAll(payload, tables);
                    break;
                case JpegMarker.RestartInterval when payload.Length == 2:
                    restartInterval = BinaryPrimitives.ReadUInt16BigEndian(payload);
                    break;
                case JpegMarker.BaselineFrame or JpegMarker.ExtendedFrame or JpegMarker.ProgressiveFrame:
                    black.WriteFrame(segments.Marker, payload);
                    colors.WriteFrame(segments.Marker, payload);
                    break;
                case JpegMarker.StartOfScan:
                    segments.Offset = Copy(JpegScan.Read(frame, payload), encoded, segments.Offset);
                    break;
            }
        }

        black.Output.WriteMarker(JpegMarker.EndOfImage);
        colors.Output.WriteMarker(JpegMarker.EndOfImage);
    }

    /// <returns>The position after the scan's last byte.</returns>
    private int Copy(JpegScan scan, ReadOnlySpan<byte> encoded, int offset)
    {
        if (!frame.Progressive || scan.First == 0)
        {
            return new ScanSplit(frame, scan, tables, restartInterval).Copy(encoded, offset, [black, colors]);
        }

        // AC coefficients of a progressive file: always one component alone, so all bits belong to one part.
        JpegSegments rest = new(encoded) { Offset = offset };
        int end = rest.MoveNext() ? rest.Start : throw new InvalidDataException("a scan has no end");
        InkPart part = black.Keeps(scan.Components[0]) ? black : colors;
        part.WriteHeader(scan, tables, restartInterval, rows: null);
        part.Output.Write(encoded[offset..end]);
        return end;
    }
}
