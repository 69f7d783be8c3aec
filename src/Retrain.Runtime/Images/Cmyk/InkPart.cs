using System.Buffers.Binary;
using Retrain.Runtime.Images.Jpeg;

namespace Retrain.Runtime.Images.Cmyk;

/// <summary>One of the two files that an <see cref="InkSplit"/> writes: black, or the other three inks.</summary>
internal sealed class InkPart
{
    private const byte AcClass = 0x10;
    private const int Black = 3;

    private readonly JpegFrame frame;
    private readonly bool isBlack;
    private readonly bool isFilled;
    private int restartInterval;

    /// <param name="frame">The frame of the whole file.</param>
    /// <param name="isBlack">Whether the part has black.</param>
    /// <param name="isFilled">Whether the inks that it lacks are white; otherwise they are left out.</param>
    /// <param name="adobeTransform">The transform that it names.</param>
    /// <param name="sizeBytes">The size that it will have at most, but for tables.</param>
    public InkPart(JpegFrame frame, bool isBlack, bool isFilled, byte adobeTransform, int sizeBytes)
    {
        const int TablesBytes = 4096;
        (this.frame, this.isBlack, this.isFilled) = (frame, isBlack, isFilled);
        Output = new JpegWriter(sizeBytes + TablesBytes);
        Output.WriteMarker(JpegMarker.StartOfImage);
        Output.WriteSegment(JpegMarker.Adobe, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, adobeTransform]);
    }

    public JpegWriter Output { get; }

    public bool Keeps(int component) => component == Black == isBlack;

    /// <summary>Whether white stands for a component.</summary>
    public bool Fills(int component) => isFilled && !Keeps(component);

    public void WriteFrame(byte marker, ReadOnlySpan<byte> payload)
    {
        const int ComponentsOffset = 5;
        List<byte> components = [];
        for (int component = 0; component < frame.Components.Count; component++)
        {
            ReadOnlySpan<byte> own = payload.Slice(ComponentsOffset + 1 + (component * 3), 3);
            components.AddRange(Keeps(component) ? own : Fills(component) ? [own[0], own[1], (byte)WhiteQuantizationTable] : []);
        }

        Output.WriteSegment(marker, [.. payload[..ComponentsOffset], (byte)(components.Count / 3), .. components]);
    }

    /// <summary>Writes a scan's header, and the tables that it needs.</summary>
    /// <param name="scan">The scan of the whole file.</param>
    /// <param name="tables">The tables of the whole file.</param>
    /// <param name="interval">The restart interval.</param>
    /// <param name="rows">The rows that are put in order, if they are.</param>
    public void WriteHeader(JpegScan scan, Dictionary<byte, HuffmanTable> tables, int interval, BlockRows? rows)
    {
        List<byte> selectors = [];
        int[] kept = [.. Enumerable.Range(0, scan.Components.Count).Where(i => Keeps(scan.Components[i]))];
        int[] own = [.. kept.SelectMany(i => (int[])[scan.TableNumbers[i] >> 4, AcClass | (scan.TableNumbers[i] & 15)]).Distinct()];
        byte white = (byte)((Unused(own, 0) << 4) | (Unused(own, AcClass) & 15));
        for (int i = 0; i < scan.Components.Count; i++)
        {
            int component = scan.Components[i];
            byte id = frame.Components[component].Id;
            selectors.AddRange(Keeps(component) ? [id, scan.TableNumbers[i]] : Fills(component) ? [id, white] : []);
        }

        foreach (int number in own)
        {
            if (tables.TryGetValue((byte)number, out HuffmanTable? table))
            {
                WriteTable(number, rows is not null && number < AcClass ? BlockRows.DcTable : table.Definition);
            }
        }

        if (isFilled)
        {
            WriteTable(white >> 4, WhiteBlock.DcTable(scan.LowBit));
            WriteTable(AcClass | (white & 15), WhiteBlock.AcTable);
            Output.WriteSegment(JpegMarker.QuantizationTables, [(byte)WhiteQuantizationTable, .. WhiteBlock.QuantizationTable]);
        }

        WriteRestartInterval(rows?.RestartInterval ?? interval);
        Output.WriteSegment(JpegMarker.StartOfScan, [(byte)(selectors.Count / 2), .. selectors, .. scan.Parameters]);
    }

    /// <summary>Kept components use three of the four tables at most.</summary>
    private int WhiteQuantizationTable => Enumerable.Range(0, 4)
        .Except(frame.Components.Where((_, i) => Keeps(i)).Select(component => component.QuantizationTable)).Last();

    private static int Unused(IEnumerable<int> numbers, int tableClass) => Enumerable.Range(tableClass, 4).Except(numbers).Last();

    private void WriteTable(int number, ReadOnlySpan<byte> definition) =>
        Output.WriteSegment(JpegMarker.HuffmanTables, [(byte)number, .. definition]);

    private void WriteRestartInterval(int interval)
    {
        if (interval != restartInterval)
        {
            restartInterval = interval;
            byte[] payload = new byte[sizeof(ushort)];
            BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)interval);
            Output.WriteSegment(JpegMarker.RestartInterval, payload);
        }
    }
}
