using System.Runtime.CompilerServices;
using Retrain.Training.Bottlenecks;

namespace Retrain.Training.Heads;

/// <summary>
/// The logits of many bottlenecks at once, to the bit as <see cref="SoftmaxHead.Logits"/> gives them one at a time. Weights that were
/// loaded serve a block of rows, as a large head does not fit into a core's cache.
/// </summary>
internal sealed unsafe class BatchLogits(Shares shares)
{
    /// <summary>The labels of a part: their weights fit into a core's second-level cache.</summary>
    public const int LabelsOfPart = 64;

    // With the weights of a part, they fit into a core's second-level cache too.
    private const int RowsOfBlock = 128;

    // As many weights of eight labels as fit into a core's first-level cache, with the values of the rows that they meet.
    private const int ValuesOfTile = 640;

    private nint[] addresses = [];

    /// <summary>Computes the logits of a batch.</summary>
    /// <param name="rows">The addresses of its padded rows.</param>
    /// <param name="logits">Receives them. // [batch, labelCount]</param>
    public void Compute(SoftmaxHead head, ReadOnlySpan<nint> rows, float[] logits)
    {
        if (addresses.Length < rows.Length)
        {
            addresses = new nint[rows.Length];
        }

        rows.CopyTo(addresses);
        int rowCount = rows.Length;
        shares.Run(head.LabelCount, LabelsOfPart, (double)rowCount * head.Stride, (first, end) =>
        {
            for (int row = 0; row < rowCount; row += RowsOfBlock)
            {
                Multiply(head, row, Math.Min(rowCount, row + RowsOfBlock), logits, first, end);
            }
        });
    }

    // Labels in fours from the first, which begins a four: the order of sums depends on whether a label is one of a four.
    private void Multiply(SoftmaxHead head, int firstRow, int endRow, float[] logits, int firstLabel, int endLabel)
    {
        (int labelCount, int stride) = (head.LabelCount, head.Stride);
        fixed (float* weights = head.Weights, results = logits)
        fixed (nint* rows = addresses)
        {
            int label = firstLabel;
            if (WideKernels.AreSupported && endRow - firstRow >= TiledDots.Rows)
            {
                for (; label + TiledDots.Labels <= endLabel; label += TiledDots.Labels)
                {
                    ReadOnlySpan<nint> tiled = new(rows + firstRow, endRow - firstRow);
                    float* resultsOfTiles = results + ((long)firstRow * labelCount) + label;
                    MultiplyTiles(tiled, weights + ((long)label * stride), stride, resultsOfTiles, labelCount);
                }
            }

            for (; label + 4 <= endLabel; label += 4)
            {
                float* weightsOfFour = weights + ((long)label * stride);
                int row = firstRow;
                for (; WideKernels.AreSupported && row + WideKernels.Rows <= endRow; row += WideKernels.Rows)
                {
                    WideKernels.SixteenDots(rows + row, weightsOfFour, stride, results + ((long)row * labelCount) + label, labelCount);
                }

                for (; row < endRow; row++)
                {
                    MatMulKernels.FourDots((float*)rows[row], weightsOfFour, stride, results + ((long)row * labelCount) + label);
                }
            }

            for (; label < endLabel; label++)
            {
                for (int row = firstRow; row < endRow; row++)
                {
                    results[((long)row * labelCount) + label] =
                        MatMulKernels.Dot((float*)rows[row], weights + ((long)label * stride), stride);
                }
            }
        }

        ReadOnlySpan<float> biases = head.Biases.AsSpan(firstLabel, endLabel - firstLabel);
        for (int row = firstRow; row < endRow; row++)
        {
            Span<float> some = logits.AsSpan((row * labelCount) + firstLabel, biases.Length);
            ShortVectors.Add(some, biases);
        }
    }

    // Rows in threes, the last of which may be in the tile before too, with equal sums.
    [SkipLocalsInit]
    private static void MultiplyTiles(ReadOnlySpan<nint> rows, float* weights, int stride, float* logits, int labelCount)
    {
        const int sumsOfTile = TiledDots.Rows * TiledDots.SumsOfRow;
        int tiles = (rows.Length + TiledDots.Rows - 1) / TiledDots.Rows;
        float* unaligned = stackalloc float[(tiles * sumsOfTile) + (CacheLine.Bytes / sizeof(float))];
        float* sums = (float*)CacheLine.FirstFrom((nint)unaligned);
        fixed (nint* row = rows)
        {
            for (int k = 0; k < stride; k += ValuesOfTile)
            {
                int count = Math.Min(ValuesOfTile, stride - k);
                float* next = k + count < stride ? weights + k + count : weights + ((long)TiledDots.Labels * stride);
                for (int tile = 0; tile < tiles; tile++)
                {
                    TiledDots.Prefetch(next, stride, count, tile, tiles);
                    TiledDots.Add(row + FirstRowOf(tile, rows.Length), weights, stride, k, count, sums + (tile * sumsOfTile));
                }
            }

            for (int tile = 0; tile < tiles; tile++)
            {
                float* dots = logits + ((long)FirstRowOf(tile, rows.Length) * labelCount);
                for (int i = 0; i < TiledDots.Rows; i++)
                {
                    TiledDots.Finish(sums + (tile * sumsOfTile) + (i * TiledDots.SumsOfRow), dots + ((long)i * labelCount));
                }
            }
        }
    }

    private static int FirstRowOf(int tile, int rowCount) => Math.Min(tile * TiledDots.Rows, rowCount - TiledDots.Rows);
}
