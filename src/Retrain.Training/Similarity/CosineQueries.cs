using System.Runtime.InteropServices;
using Retrain.Training.Bottlenecks;

namespace Retrain.Training.Similarity;

/// <summary>The bottlenecks that others are compared with.</summary>
internal sealed unsafe class CosineQueries : IDisposable
{
    private const int RowsOfPart = 16;

    private readonly int count;
    private readonly int stride;
    private readonly Shares shares;
    private readonly double[] squares; // [count]
    private double* values; // [count, stride]

    /// <param name="bottlenecks">Their rows; not needed afterwards.</param>
    /// <param name="rows">The numbers of the rows.</param>
    /// <param name="threads">The most threads of a comparison.</param>
    public CosineQueries(BottleneckMatrix bottlenecks, IReadOnlyList<int> rows, int threads)
    {
        count = rows.Count;
        stride = bottlenecks.Stride;
        shares = new Shares(threads);
        squares = new double[count];
        values = (double*)NativeMemory.AlignedAlloc((nuint)Math.Max(1, count) * (nuint)stride * sizeof(double), CacheLine.Bytes);
        for (int query = 0; query < count; query++)
        {
            ReadOnlySpan<float> row = bottlenecks.PaddedRow(rows[query]);
            for (int k = 0; k < stride; k++)
            {
                values[((long)query * stride) + k] = row[k];
            }

            fixed (float* first = row)
            {
                squares[query] = CosineKernel.Square(first, stride);
            }
        }
    }

    /// <summary>Whether a query has a direction: its values are numbers, and not all of them 0.</summary>
    public bool HasDirection(int query) => double.IsFinite(squares[query]) && squares[query] > 0;

    /// <summary>Compares rows with all queries.</summary>
    /// <param name="rows">The first row; the others follow, each padded with zeros. // [rowCount, stride]</param>
    /// <param name="rowCount">The number of rows.</param>
    /// <param name="similarities">
    /// Receives the cosine of each row and each query, in [-1, 1]: 1 for the same direction; 0 where one of both is all zeros; NaN where it
    /// is not a number. // [rowCount, count]
    /// </param>
    public void Compare(float* rows, int rowCount, Span<double> similarities)
    {
        fixed (double* first = similarities)
        {
            double* results = first; // a pinned variable cannot be captured
            shares.Run(rowCount, RowsOfPart, (count + 1.0) * stride, (begin, end) =>
            {
                for (int row = begin; row < end; row++)
                {
                    Compare(rows + ((long)row * stride), results + ((long)row * count));
                }
            });
        }
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(values);
        values = null;
    }

    private void Compare(float* row, double* similarities)
    {
        double square = CosineKernel.Square(row, stride);
        for (int query = 0; query < count; query++)
        {
            double lengths = Math.Sqrt(square * squares[query]);
            double dot = CosineKernel.Dot(row, values + ((long)query * stride), stride);
            similarities[query] = lengths == 0 ? 0 : Math.Clamp(dot / lengths, -1, 1);
        }
    }
}
