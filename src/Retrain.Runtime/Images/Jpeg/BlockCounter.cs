using System.Buffers.Binary;

namespace Retrain.Runtime.Images.Jpeg;

/// <summary>Counts the blocks that the scans of a JPEG file hold, by the lengths of their codes (ITU-T T.81, F.2.2 and G.2).</summary>
/// <param name="frame">The frame.</param>
/// <param name="withDetail">Whether to read a progressive file's AC coefficients too.</param>
internal sealed class BlockCounter(JpegFrame frame, bool withDetail)
{
    private const int Coefficients = 64;
    private const int AcClass = 0x10;

    private readonly Dictionary<byte, HuffmanTable> tables = [];
    private readonly BlockReader?[] readers = new BlockReader?[frame.Components.Count];

    // The lowest bit that is known of each coefficient. // [component, coefficient]
    private readonly int[,] lowBits = new int[frame.Components.Count, Coefficients];
    private int restartInterval;
    private bool isDetailWhole = true;

    /// <summary>The number of blocks whose mean is there.</summary>
    public long Found { get; private set; }

    /// <summary>The number of blocks in the scans that have their means.</summary>
    public long Expected { get; private set; }

    /// <summary>Whether every scan is whole, and all coefficients are known to their last bit.</summary>
    public bool HasAllDetail => isDetailWhole && lowBits.Cast<int>().All(bit => bit == 0);

    public void Count(ReadOnlySpan<byte> encoded)
    {
        for (int i = 0; i < lowBits.Length; i++)
        {
            lowBits[i / Coefficients, i % Coefficients] = int.MaxValue;
        }

        JpegSegments segments = new(encoded);
        while (segments.MoveNext() && segments.Marker != JpegMarker.EndOfImage)
        {
            switch (segments.Marker)
            {
                case JpegMarker.HuffmanTables:
                    HuffmanTable.ReadAll(segments.Payload, tables);
                    break;
                case JpegMarker.RestartInterval when segments.Payload.Length == 2:
                    restartInterval = BinaryPrimitives.ReadUInt16BigEndian(segments.Payload);
                    break;
                case JpegMarker.StartOfScan:
                    Count(encoded, segments.Offset, JpegScan.Read(frame, segments.Payload));
                    break;
            }
        }

        // A component without any scan has no block.
        Expected += Enumerable.Range(0, frame.Components.Count).Where(component => lowBits[component, 0] == int.MaxValue)
            .Sum(component => frame.Blocks([component]));
    }

    private void Count(ReadOnlySpan<byte> encoded, int offset, JpegScan scan)
    {
        int last = frame.Progressive ? Math.Min(scan.Last, Coefficients - 1) : Coefficients - 1;
        foreach (int component in scan.Components)
        {
            for (int k = scan.First; k <= last; k++)
            {
                lowBits[component, k] = frame.Progressive ? scan.LowBit : 0;
            }
        }

        bool hasMeans = scan.First == 0 && !scan.Refines;
        if (!hasMeans && !withDetail)
        {
            return;
        }

        long units = frame.CodedUnits(scan.Components);
        int blocksPerUnit = scan.Components.Sum(component => frame.BlocksPerUnit(scan.Components, component));
        long found = CountUnits(encoded, offset, scan, units);
        isDetailWhole &= found == units;
        if (hasMeans)
        {
            Found += found * blocksPerUnit;
            Expected += units * blocksPerUnit;
        }
    }

    private long CountUnits(ReadOnlySpan<byte> encoded, int offset, JpegScan scan, long units)
    {
        EntropyReader entropy = new(encoded, offset);
        BlockReader[] blocks = [.. scan.Components.SelectMany((component, i) =>
            Enumerable.Repeat(ReaderOf(component, scan, i), frame.BlocksPerUnit(scan.Components, component)))];
        long found = 0;
        for (long unit = 0; unit < units;)
        {
            long end = restartInterval > 0 ? Math.Min(unit + restartInterval, units) : units;
            Array.ForEach(blocks, block => block.Restart());
            bool isWhole = true;
            for (long next = unit; next < end && isWhole; next++)
            {
                foreach (BlockReader block in blocks)
                {
                    isWhole &= block.TryRead(ref entropy, next);
                }

                found += isWhole ? 1 : 0;
            }

            unit = end;
            if (unit < units && !entropy.TrySkipRestart())
            {
                break;
            }
        }

        return found;
    }

    private BlockReader ReaderOf(int component, JpegScan scan, int index)
    {
        BlockReader reader = readers[component] ??= new BlockReader(frame.CodedUnits([component]), frame.Progressive);
        byte numbers = scan.TableNumbers[index];
        reader.Begin(scan, tables.GetValueOrDefault((byte)(numbers >> 4)), tables.GetValueOrDefault((byte)(AcClass | (numbers & 15))));
        return reader;
    }
}
