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

    // In the order of four labels at once, whatever their number: beyond the last are weights of zero.
    private void Multiply(SoftmaxHead head, int firstRow, int endRow, float[] logits, int firstLabel, int endLabel)
    {
        (int labelCount, int stride) = (head.LabelCount, head.Stride);
        fixed (float* weights = head.Weights, results = logits)
        fixed (nint* rows = addresses)
        {
            int label = firstLabel;
            if (WideKernels.AreSupported && endRow - firstRow >= TiledDots.Rows)
            {
                for (; endLabel - label > MatMulKernels.Labels; label += TiledDots.Labels)
                {
                    ReadOnlySpan<nint> tiled = new(rows + firstRow, endRow - firstRow);
                    Dots dots = new(results + ((long)firstRow * labelCount) + label, labelCount, endLabel - label);
                    MultiplyTiles(tiled, weights + ((long)label * stride), stride, dots);
                }
            }

            for (; label < endLabel; label += MatMulKernels.Labels)
            {
                ReadOnlySpan<nint> some = new(rows + firstRow, endRow - firstRow);
                Dots dots = new(results + ((long)firstRow * labelCount) + label, labelCount, endLabel - label);
                MultiplyFour(some, weights + ((long)label * stride), stride, dots);
            }
        }

        ReadOnlySpan<float> biases = head.Biases.AsSpan(firstLabel, endLabel - firstLabel);
        for (int row = firstRow; row < endRow; row++)
        {
            Span<float> some = logits.AsSpan((row * labelCount) + firstLabel, biases.Length);
            ShortVectors.Add(some, biases);
        }
    }

    private static void MultiplyFour(ReadOnlySpan<nint> rows, float* weights, int stride, Dots dots)
    {
        float* spare = stackalloc float[WideKernels.Rows * MatMulKernels.Labels];
        bool isWhole = dots.HaveRoomFor(MatMulKernels.Labels);
        int rowStride = isWhole ? dots.RowStride : MatMulKernels.Labels;
        fixed (nint* row = rows)
        {
            int i = 0;
            for (; WideKernels.AreSupported && i + WideKernels.Rows <= rows.Length; i += WideKernels.Rows)
            {
                WideKernels.SixteenDots(row + i, weights, stride, isWhole ? dots.Of(i) : spare, rowStride);
                for (int k = 0; !isWhole && k < WideKernels.Rows; k++)
                {
                    dots.Store(i + k, spare + (k * MatMulKernels.Labels));
                }
            }

            for (; i < rows.Length; i++)
            {
                MatMulKernels.FourDots((float*)row[i], weights, stride, isWhole ? dots.Of(i) : spare);
                if (!isWhole)
                {
                    dots.Store(i, spare);
                }
            }
        }
    }

    // Rows in threes, the last of which may be in the tile before too, with equal sums.
    [SkipLocalsInit]
    private static void MultiplyTiles(ReadOnlySpan<nint> rows, float* weights, int stride, Dots dots)
    {
        const int sumsOfTile = TiledDots.Rows * TiledDots.SumsOfRow;
        int tiles = (rows.Length + TiledDots.Rows - 1) / TiledDots.Rows;
        float* unaligned = stackalloc float[(tiles * sumsOfTile) + (CacheLine.Bytes / sizeof(float))];
        float* sums = (float*)CacheLine.FirstFrom((nint)unaligned);
        float* spare = stackalloc float[TiledDots.Labels];
        bool isWhole = dots.HaveRoomFor(TiledDots.Labels);
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
                for (int i = 0; i < TiledDots.Rows; i++)
                {
                    int to = FirstRowOf(tile, rows.Length) + i;
                    TiledDots.Finish(sums + (tile * sumsOfTile) + (i * TiledDots.SumsOfRow), isWhole ? dots.Of(to) : spare);
                    if (!isWhole)
                    {
                        dots.Store(to, spare);
                    }
                }
            }
        }
    }

    private static int FirstRowOf(int tile, int rowCount) => Math.Min(tile * TiledDots.Rows, rowCount - TiledDots.Rows);

    // Where the dots of some labels go, of which there may be fewer than a kernel computes.
    private readonly struct Dots(float* first, int rowStride, int labels)
    {
        public int RowStride => rowStride;

        public bool HaveRoomFor(int computed) => computed <= labels;

        public float* Of(int row) => first + ((long)row * rowStride);

        // Takes those that there is room for.
        public void Store(int row, float* computed) => new ReadOnlySpan<float>(computed, labels).CopyTo(new Span<float>(Of(row), labels));
    }
}
