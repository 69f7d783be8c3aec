using Retrain.Runtime.Images;

namespace Retrain.Training.Occlusion;

/// <summary>
/// The places of a grey square that slides over a network's input: each covers two by two cells, and the next is one cell further.
/// </summary>
internal static class OcclusionGrid
{
    /// <summary>The number of cells along each side of the input.</summary>
    public const int Cells = 8;

    /// <summary>The number of places of the square.</summary>
    public const int Squares = Positions * Positions;

    // With 7 by 7 squares of a quarter of each side, an object that fills a third of the photo is found, and a photo needs 49 runs.
    private const int SideCells = 2;
    private const int Positions = Cells - SideCells + 1;

    /// <summary>Covers a part of an input.</summary>
    /// <param name="input">[height, width, 3]</param>
    /// <param name="square">The place, below <see cref="Squares"/>.</param>
    /// <param name="grey">The three values of a grey pixel.</param>
    public static void Cover(Span<float> input, int widthPixels, int heightPixels, int square, ReadOnlySpan<float> grey)
    {
        (int row, int column) = Math.DivRem(square, Positions);
        int left = column * widthPixels / Cells;
        int right = (column + SideCells) * widthPixels / Cells;
        for (int y = row * heightPixels / Cells; y < (row + SideCells) * heightPixels / Cells; y++)
        {
            for (int x = left; x < right; x++)
            {
                grey.CopyTo(input[(((y * widthPixels) + x) * BilinearResize.Channels)..]);
            }
        }
    }

    /// <summary>The mean over the squares that cover each cell.</summary>
    /// <param name="values">A value of each square.</param>
    public static double[] MeanOfCells(IReadOnlyList<float> values)
    {
        (double[] sums, int[] counts) = (new double[Cells * Cells], new int[Cells * Cells]);
        for (int square = 0; square < Squares; square++)
        {
            for (int part = 0; part < SideCells * SideCells; part++)
            {
                int cell = ((square / Positions + part / SideCells) * Cells) + (square % Positions) + (part % SideCells);
                sums[cell] += values[square];
                counts[cell]++;
            }
        }

        return [.. sums.Zip(counts, (sum, count) => sum / count)];
    }
}
