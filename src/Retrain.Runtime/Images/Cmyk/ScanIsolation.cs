using Retrain.Runtime.Images.Jpeg;

namespace Retrain.Runtime.Images.Cmyk;

/// <summary>One scan of a <see cref="ComponentIsolation"/>: header, tables and blocks.</summary>
internal sealed class ScanIsolation(
    JpegFrame frame, JpegScan scan, Predicate<int> keeps, Dictionary<byte, HuffmanTable> tables, int restartInterval, JpegWriter output)
{
    private const byte AcClass = 0x10;
    private const int Coefficients = 64;
    private const int ZeroRun = 0xF0;

    /// <returns>The position after the scan's last byte.</returns>
    public int Copy(ReadOnlySpan<byte> encoded, int offset)
    {
        if (scan.First > 0)
        {
            return CopyWhole(encoded, offset);
        }

        WriteHeader();
        EntropyCopy entropy = new(encoded, offset, output);
        ScannedComponent[] components = [.. Enumerable.Range(0, scan.Components.Count).Select(Resolve)];
        long units = frame.CodedUnits(scan.Components);
        bool afterRestart = true;
        for (long unit = 0; unit < units; unit++)
        {
            if (restartInterval > 0 && unit > 0 && unit % restartInterval == 0)
            {
                entropy.CopyRestart();
                afterRestart = true;
            }

            foreach (ScannedComponent component in components)
            {
                CopyBlocks(ref entropy, component, afterRestart);
            }

            afterRestart = false;
        }

        entropy.Align();
        return entropy.Offset;
    }

    /// <summary>AC coefficients of a progressive file: always one component alone, so all bits are kept or none.</summary>
    private int CopyWhole(ReadOnlySpan<byte> encoded, int offset)
    {
        JpegSegments rest = new(encoded) { Offset = offset };
        int end = rest.MoveNext() ? rest.Start : throw new InvalidDataException("a scan has no end");
        if (keeps(scan.Components[0]))
        {
            WriteHeader();
            output.Write(encoded[offset..end]);
        }

        return end;
    }

    private ScannedComponent Resolve(int index)
    {
        int component = scan.Components[index];
        byte numbers = scan.TableNumbers[index];
        return new(
            keeps(component),
            frame.BlocksPerUnit(scan.Components, component),
            scan.Refines ? null : Table(numbers >> 4),
            frame.Progressive ? null : Table(AcClass | (numbers & 15)));
    }

    private void CopyBlocks(ref EntropyCopy entropy, ScannedComponent component, bool afterRestart)
    {
        for (int block = 0; block < component.BlocksPerUnit; block++)
        {
            entropy.Keeping = component.Kept;
            CopyBlock(ref entropy, component.Dc, component.Ac);
            entropy.Keeping = false;
            if (component.Kept)
            {
                continue;
            }

            if (scan.Refines)
            {
                WhiteBlock.WriteRefinement(ref entropy, scan.LowBit);
                continue;
            }

            WhiteBlock.WriteFirst(ref entropy, afterRestart && block == 0, scan.LowBit);
            if (!frame.Progressive)
            {
                entropy.Write(0, 1); // end of block
            }
        }
    }

    /// <summary>libjpeg's decode_mcu (jdhuff.c, jdphuff.c) without the values.</summary>
    private static void CopyBlock(ref EntropyCopy entropy, HuffmanTable? dc, HuffmanTable? ac)
    {
        entropy.Take(dc is null ? 1 : dc.Next(ref entropy) & 15);
        if (ac is null)
        {
            return;
        }

        for (int k = 1; k < Coefficients; k++)
        {
            int symbol = ac.Next(ref entropy);
            int bits = symbol & 15;
            if (bits == 0 && symbol != ZeroRun)
            {
                break;
            }

            k += symbol >> 4;
            entropy.Take(bits);
        }
    }

    /// <summary>White blocks have tables of their own; kept components use three of the four numbers at most.</summary>
    private void WriteHeader()
    {
        int[] kept = [.. Enumerable.Range(0, scan.Components.Count).Where(i => keeps(scan.Components[i]))];
        int whiteDc = Enumerable.Range(0, 4).Except(kept.Select(i => scan.TableNumbers[i] >> 4)).Last();
        int whiteAc = Enumerable.Range(0, 4).Except(kept.Select(i => scan.TableNumbers[i] & 15)).Last();
        foreach (int number in kept.SelectMany(i => (int[])[scan.TableNumbers[i] >> 4, AcClass | (scan.TableNumbers[i] & 15)]).Distinct())
        {
            if (tables.TryGetValue((byte)number, out HuffmanTable? table))
            {
                WriteTable(number, table.Definition);
            }
        }

        WriteTable(whiteDc, WhiteBlock.DcTable(scan.LowBit));
        WriteTable(AcClass | whiteAc, WhiteBlock.AcTable);
        byte[] selectors = [.. scan.Components.SelectMany((component, i) => (byte[])
            [frame.Components[component].Id, keeps(component) ? scan.TableNumbers[i] : (byte)((whiteDc << 4) | whiteAc)])];
        output.WriteSegment(JpegMarker.StartOfScan, [(byte)scan.Components.Count, .. selectors, .. scan.Parameters]);
    }

    private void WriteTable(int number, ReadOnlySpan<byte> definition) =>
        output.WriteSegment(JpegMarker.HuffmanTables, [(byte)number, .. definition]);

    private HuffmanTable Table(int number) =>
        tables.GetValueOrDefault((byte)number) ?? throw new InvalidDataException("a scan names a Huffman table that does not exist");

    /// <param name="Kept">Whether the bits of its blocks are copied.</param>
    /// <param name="BlocksPerUnit">The number of its blocks in each minimum coded unit.</param>
    /// <param name="Dc">The table of DC coefficients; none in a refining scan, which has one bit a block.</param>
    /// <param name="Ac">The table of AC coefficients; none in a progressive file's scans of DC coefficients.</param>
    private sealed record ScannedComponent(bool Kept, int BlocksPerUnit, HuffmanTable? Dc, HuffmanTable? Ac);
}
