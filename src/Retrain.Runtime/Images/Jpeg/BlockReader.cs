namespace Retrain.Runtime.Images.Jpeg;

/// <summary>
/// Passes over the blocks of one component as libjpeg's decode_mcu functions do (jdhuff.c, jdphuff.c), but keeps of their values only
/// which are not zero, by which a progressive file's refinements go.
/// </summary>
internal sealed class BlockReader(long blocks, bool progressive)
{
    private const int Coefficients = 64;
    private const int ZeroRun = 15;

    private ulong[]? nonZero; // a bit for each coefficient of each block
    private JpegScan scan = null!;
    private HuffmanTable? dc;
    private HuffmanTable? ac;
    private int endOfBandRun;

    /// <summary>Begins a scan.</summary>
    public void Begin(JpegScan next, HuffmanTable? dcTable, HuffmanTable? acTable)
    {
        (scan, dc, ac) = (next, dcTable, acTable);
        if (progressive && scan.First > 0)
        {
            nonZero ??= new ulong[blocks];
        }
    }

    /// <summary>Begins a restart interval.</summary>
    public void Restart() => endOfBandRun = 0;

    /// <returns>False where the scan ends before the block does.</returns>
    public bool TryRead(ref EntropyReader entropy, long block)
    {
        if (!progressive)
        {
            return TryReadDc(ref entropy) && TryReadSequential(ref entropy);
        }

        return scan.First == 0 ? (scan.Refines ? entropy.TryTake(1) : TryReadDc(ref entropy))
            : scan.Refines ? TryRefine(ref entropy, ref nonZero![block])
            : TryReadFirst(ref entropy, ref nonZero![block]);
    }

    private bool TryReadDc(ref EntropyReader entropy) => TryNext(dc, ref entropy, out byte bits) && entropy.TryTake(bits & 15);

    private bool TryReadSequential(ref EntropyReader entropy)
    {
        for (int k = 1; k < Coefficients; k++)
        {
            if (!TryNext(ac, ref entropy, out byte symbol) || !entropy.TryTake(symbol & 15))
            {
                return false;
            }

            if ((symbol & 15) == 0 && symbol >> 4 != ZeroRun)
            {
                return true;
            }

            k += symbol >> 4;
        }

        return true;
    }

    private bool TryReadFirst(ref EntropyReader entropy, ref ulong mask)
    {
        if (endOfBandRun > 0)
        {
            endOfBandRun--;
            return true;
        }

        for (int k = scan.First; k <= scan.Last; k++)
        {
            if (!TryNext(ac, ref entropy, out byte symbol))
            {
                return false;
            }

            int run = symbol >> 4;
            if ((symbol & 15) != 0)
            {
                k += run;
                mask |= 1UL << (k & (Coefficients - 1));
                if (!entropy.TryTake(symbol & 15))
                {
                    return false;
                }
            }
            else if (run == ZeroRun)
            {
                k += run;
            }
            else
            {
                return TryBeginRun(ref entropy, run, counted: 1);
            }
        }

        return true;
    }

    private bool TryRefine(ref EntropyReader entropy, ref ulong mask)
    {
        int k = scan.First;
        for (; endOfBandRun == 0 && k <= scan.Last; k++)
        {
            if (!TryNext(ac, ref entropy, out byte symbol))
            {
                return false;
            }

            int run = symbol >> 4;
            bool isNew = (symbol & 15) != 0;
            if (!isNew && run != ZeroRun)
            {
                if (!TryBeginRun(ref entropy, run, counted: 0))
                {
                    return false;
                }

                break;
            }

            if ((isNew && !entropy.TryTake(1)) || !TryCorrect(ref entropy, mask, ref k, run))
            {
                return false;
            }

            mask |= isNew ? 1UL << (k & (Coefficients - 1)) : 0;
        }

        if (endOfBandRun == 0)
        {
            return true;
        }

        endOfBandRun--;
        return TryCorrect(ref entropy, mask, ref k, zeros: Coefficients);
    }

    /// <summary>Takes the correction bits up to a coefficient that is zero and has a number of others before it.</summary>
    private bool TryCorrect(ref EntropyReader entropy, ulong mask, ref int k, int zeros)
    {
        for (; k <= scan.Last; k++)
        {
            if ((mask >> (k & (Coefficients - 1)) & 1) == 1)
            {
                if (!entropy.TryTake(1))
                {
                    return false;
                }
            }
            else if (--zeros < 0)
            {
                return true;
            }
        }

        return true;
    }

    private bool TryBeginRun(ref EntropyReader entropy, int bits, int counted)
    {
        endOfBandRun = (1 << bits) + (entropy.Peek() >> (EntropyReader.LongestRead - bits)) - counted;
        return entropy.TryTake(bits);
    }

    // Without a table libjpeg does not begin.
    private static bool TryNext(HuffmanTable? table, ref EntropyReader entropy, out byte symbol)
    {
        symbol = 0;
        return table is not null && table.TryNext(ref entropy, out symbol);
    }
}
