using System.Buffers.Binary;
using Retrain.Runtime.Images.Jpeg;

namespace Retrain.Runtime.Images.Cmyk;

/// <summary>
/// Rewrites a Huffman-coded JPEG so that some components keep their bits and the others are white. No coefficient is decoded: a block's
/// bits are copied or replaced by "no difference to the last block, end of block".
/// </summary>
internal sealed class ComponentIsolation(Predicate<int> keeps, byte adobeTransform)
{
    private readonly Dictionary<byte, HuffmanTable> tables = [];
    private readonly JpegWriter output = new();
    private JpegFrame? frame;
    private int restartInterval;

    public ReadOnlyMemory<byte> Apply(ReadOnlySpan<byte> encoded)
    {
        output.WriteMarker(JpegMarker.StartOfImage);
        output.WriteSegment(JpegMarker.Adobe, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, adobeTransform]);
        JpegSegments segments = new(encoded);
        while (segments.MoveNext() && segments.Marker != JpegMarker.EndOfImage)
        {
            ReadOnlySpan<byte> payload = segments.Payload;
            switch (segments.Marker)
            {
                case JpegMarker.QuantizationTables:
                    output.WriteSegment(segments.Marker, payload);
                    break;
                case JpegMarker.HuffmanTables:
                    HuffmanTable.ReadAll(payload, tables);
                    break;
                case JpegMarker.RestartInterval when payload.Length == 2:
                    restartInterval = BinaryPrimitives.ReadUInt16BigEndian(payload);
                    output.WriteSegment(segments.Marker, payload);
                    break;
                case JpegMarker.BaselineFrame or JpegMarker.ExtendedFrame or JpegMarker.ProgressiveFrame when payload.Length > 6:
                    frame = JpegFrame.Read(segments.Marker == JpegMarker.ProgressiveFrame, payload);
                    WriteFrame(segments.Marker, payload.ToArray());
                    break;
                case JpegMarker.StartOfScan when frame is not null:
                    byte[] quantization = [(byte)WhiteQuantizationTable(frame), .. WhiteBlock.QuantizationTable];
                    output.WriteSegment(JpegMarker.QuantizationTables, quantization);
                    ScanIsolation scan = new(frame, JpegScan.Read(frame, payload), keeps, tables, restartInterval, output);
                    segments.Offset = scan.Copy(encoded, segments.Offset);
                    break;
            }
        }

        output.WriteMarker(JpegMarker.EndOfImage);
        return output.Written;
    }

    private void WriteFrame(byte marker, byte[] payload)
    {
        for (int component = 0; component < frame!.Components.Count; component++)
        {
            if (!keeps(component))
            {
                payload[8 + (component * 3)] = (byte)WhiteQuantizationTable(frame);
            }
        }

        output.WriteSegment(marker, payload);
    }

    /// <summary>Kept components use three of the four tables at most.</summary>
    private int WhiteQuantizationTable(JpegFrame of) =>
        Enumerable.Range(0, 4).Except(of.Components.Where((_, i) => keeps(i)).Select(component => component.QuantizationTable)).Last();
}
