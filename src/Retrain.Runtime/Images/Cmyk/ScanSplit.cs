using Retrain.Runtime.Images.Jpeg;

namespace Retrain.Runtime.Images.Cmyk;

/// <summary>Copies the blocks of one scan to the parts of an <see cref="InkSplit"/>.</summary>
internal sealed class ScanSplit(JpegFrame frame, JpegScan scan, Dictionary<byte, HuffmanTable> tables, int restartInterval)
{
    private const byte AcClass = 0x10;
    private const int Coefficients = 64;
    private const int ZeroRun = 0xF0;

    private readonly bool refines = frame.Progressive && scan.Refines; // libjpeg ignores it in other files
    private readonly int lowBit = frame.Progressive ? scan.LowBit : 0;

    /// <returns>The position after the scan's last byte.</returns>
    public int Copy(ReadOnlySpan<byte> encoded, int offset, IReadOnlyList<InkPart> parts)
    {
        ScannedComponent[] components = Begin(parts);
        JpegWriter[] outputs = [.. components.Where(component => component.Rows is null)
            .SelectMany(component => component.Fill is null ? [component.Output] : (JpegWriter[])[component.Output, component.Fill])
            .Distinct()];
        EntropyReader entropy = new(encoded, offset);
        long units = frame.CodedUnits(scan.Components);
        bool afterRestart = true;
        for (long unit = 0; unit < units; unit++)
        {
            if (restartInterval > 0 && unit > 0 && unit % restartInterval == 0)
            {
                byte marker = entropy.TakeRestart();
                foreach (JpegWriter output in outputs)
                {
                    output.Align();
                    output.WriteMarker(marker);
                }

                afterRestart = true;
            }

            foreach (ScannedComponent component in components)
            {
                CopyUnit(ref entropy, component, afterRestart);
            }

            afterRestart = false;
        }

        Array.ForEach(outputs, output => output.Align());
        return entropy.Offset;
    }

    private ScannedComponent[] Begin(IReadOnlyList<InkPart> parts)
    {
        ScannedComponent[] components = new ScannedComponent[scan.Components.Count];
        foreach (InkPart part in parts)
        {
            int[] inPart = [.. Enumerable.Range(0, components.Length).Where(i => part.Keeps(scan.Components[i]))];
            bool isFilled = scan.Components.Any(part.Fills);
            BlockRows? rows = null;
            if (inPart is [int alone] && !isFilled && components.Length > 1
                && frame.BlocksPerUnit(scan.Components, scan.Components[alone]) > 1)
            {
                rows = new BlockRows(frame, scan, scan.Components[alone], part.Output);
            }

            if (inPart.Length > 0 || isFilled)
            {
                part.WriteHeader(scan, tables, restartInterval, rows);
            }

            foreach (int i in inPart)
            {
                int component = scan.Components[i];
                byte numbers = scan.TableNumbers[i];
                components[i] = new(
                    frame.BlocksPerUnit(scan.Components, component),
                    refines ? null : Table(numbers >> 4),
                    frame.Progressive ? null : Table(AcClass | (numbers & 15)),
                    part.Output,
                    parts.FirstOrDefault(other => other.Fills(component))?.Output,
                    rows);
            }
        }

        return components;
    }

    private void CopyUnit(ref EntropyReader entropy, ScannedComponent component, bool afterRestart)
    {
        component.LastDc = afterRestart ? 0 : component.LastDc;
        for (int block = 0; block < component.BlocksPerUnit; block++)
        {
            JpegWriter output = component.Rows?.Row(block) ?? component.Output;
            if (component.Dc is null)
            {
                output.WriteBits(entropy.Take(1), 1);
            }
            else if (component.Rows is null)
            {
                component.Dc.Copy(ref entropy, output);
            }
            else
            {
                component.LastDc += Difference(ref entropy, component.Dc);
                component.Rows.WriteDc(block, component.LastDc);
            }

            if (component.Ac is not null)
            {
                CopyDetail(ref entropy, component.Ac, output);
            }

            if (component.Fill is not null)
            {
                Fill(component.Fill, afterRestart && block == 0);
            }
        }

        component.Rows?.EndUnit();
    }

    // The value by its bits (F.2.2.1): below half of the range it is negative.
    private static int Difference(ref EntropyReader entropy, HuffmanTable dc)
    {
        int bits = dc.Next(ref entropy) & 15;
        int value = (int)entropy.Take(bits);
        return value >> Math.Max(bits - 1, 0) == 0 ? value - (1 << bits) + 1 : value;
    }

    /// <summary>libjpeg's decode_mcu (jdhuff.c) without the values.</summary>
    private static void CopyDetail(ref EntropyReader entropy, HuffmanTable ac, JpegWriter output)
    {
        for (int k = 1; k < Coefficients; k++)
        {
            int symbol = ac.Copy(ref entropy, output);
            if ((symbol & 15) == 0 && symbol != ZeroRun)
            {
                break;
            }

            k += symbol >> 4;
        }
    }

    private void Fill(JpegWriter output, bool afterRestart)
    {
        if (refines)
        {
            WhiteBlock.WriteRefinement(output, lowBit);
            return;
        }

        WhiteBlock.WriteFirst(output, afterRestart, lowBit);
        if (!frame.Progressive)
        {
            output.WriteBits(0, 1); // end of block
        }
    }

    private HuffmanTable Table(int number) =>
        tables.GetValueOrDefault((byte)number) ?? throw new InvalidDataException("a scan names a Huffman table that does not exist");

    /// <param name="BlocksPerUnit">The number of its blocks in each minimum coded unit.</param>
    /// <param name="Dc">The table of DC coefficients; none in a refining scan, which has one bit a block.</param>
    /// <param name="Ac">The table of AC coefficients; none in a progressive file's scans of DC coefficients.</param>
    /// <param name="Output">The part that its bits belong to.</param>
    /// <param name="Fill">The part in which it is white, if there is one.</param>
    /// <param name="Rows">The rows of its blocks, where they must be put in order.</param>
    private sealed record ScannedComponent(
        int BlocksPerUnit, HuffmanTable? Dc, HuffmanTable? Ac, JpegWriter Output, JpegWriter? Fill, BlockRows? Rows)
    {
        /// <summary>The last DC coefficient, which is followed only where blocks are put in order.</summary>
        public int LastDc { get; set; }
    }
}
