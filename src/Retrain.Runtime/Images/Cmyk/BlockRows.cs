using System.Numerics;
using Retrain.Runtime.Images.Jpeg;

namespace Retrain.Runtime.Images.Cmyk;

/// <summary>
/// Puts the blocks of a component in rows. With other components, a scan has all of a minimum coded unit together, also of its second row
/// and beyond the image's edges; alone, one row after the other (ITU-T T.81, A.2). Each row becomes a restart interval, so that it can
/// be written before the one above is complete.
/// </summary>
internal sealed class BlockRows
{
    private const int CodeBits = 5;

    private readonly JpegWriter output;
    private readonly JpegWriter beyond = new(64);
    private readonly JpegWriter[] rows;
    private readonly int[] lastDc;
    private readonly int factor;
    private readonly int unitsAcross;
    private readonly int blocksAcross;
    private readonly int blocksDown;
    private int unitColumn;
    private int firstRow;

    public BlockRows(JpegFrame frame, JpegScan scan, int component, JpegWriter output)
    {
        this.output = output;
        factor = frame.Components[component].Horizontal;
        unitsAcross = frame.UnitsAlong(scan.Components).Across;
        (blocksAcross, blocksDown) = frame.UnitsAlong([component]);
        rows = [.. Enumerable.Range(0, frame.Components[component].Vertical).Select(_ => new JpegWriter(64))];
        lastDc = new int[rows.Length];
    }

    /// <summary>A table of 16 codes with five bits, each of which is its symbol.</summary>
    public static ReadOnlySpan<byte> DcTable =>
        [0, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    public int RestartInterval => blocksAcross;

    /// <returns>The place for a block of the current unit.</returns>
    public JpegWriter Row(int block) => (unitColumn * factor) + (block % factor) < blocksAcross ? rows[block / factor] : beyond;

    /// <summary>Writes a DC coefficient as the difference to the last block of the row.</summary>
    public void WriteDc(int block, int dc)
    {
        JpegWriter row = Row(block);
        ref int last = ref lastDc[block / factor];

        // Damage adds up to values that libjpeg cuts to 16 bits; a difference may have 15.
        int difference = row == beyond ? 0 : Math.Max((int)(short)(dc - last), -short.MaxValue);
        last += difference;
        int bits = BitOperations.Log2(((uint)Math.Abs(difference) << 1) | 1);
        row.WriteBits((uint)bits, CodeBits);
        row.WriteBits((uint)(difference >= 0 ? difference : difference + (1 << bits) - 1), bits);
    }

    /// <summary>Ends a minimum coded unit, and with the last of a row the rows of blocks.</summary>
    public void EndUnit()
    {
        if (++unitColumn < unitsAcross)
        {
            return;
        }

        unitColumn = 0;
        for (int row = 0; row < rows.Length; row++, firstRow++)
        {
            if (firstRow < blocksDown)
            {
                rows[row].Align();
                output.Write(rows[row].Written.Span);
                if (firstRow < blocksDown - 1)
                {
                    output.WriteMarker((byte)(JpegMarker.FirstRestart + (firstRow % 8)));
                }
            }

            rows[row].Clear();
            lastDc[row] = 0;
        }

        beyond.Clear();
    }
}
