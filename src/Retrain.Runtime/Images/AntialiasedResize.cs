using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Retrain.Runtime.Images;

/// <summary>
/// Pillow's antialiased filters: a pass over the width, then one over the height. Source rows are read once, from the top, and added to the
/// output rows that they have a share in, so that memory is bounded by the output, however tall the image.
/// </summary>
/// <typeparam name="T">
/// <see cref="int"/> for Pillow's arithmetic on bytes, equal to the bit: weights in multiples of 2^-22, each pass rounded to 8 bits and
/// clipped. <see cref="float"/> keeps fractions of grey levels.
/// </typeparam>
internal static class AntialiasedResize<T>
    where T : unmanaged, INumber<T>
{
    private const int Channels = 3;
    private const int FixedPointBits = 22;
    private const int Half = 1 << (FixedPointBits - 1);

    private static bool IsWhole => typeof(T) == typeof(int);

    /// <summary>Computes a window of the resized image.</summary>
    /// <param name="source">The image.</param>
    /// <param name="filter">One of Pillow's antialiasing filters.</param>
    /// <param name="window">The part to compute.</param>
    /// <param name="destination">[window's height, window's width, 3], R G B, in [0, 255].</param>
    public static void Resize(PixelBuffer source, ResizeFilter filter, ResizeWindow window, Span<float> destination)
    {
        window.RequireInside();
        int rowLength = window.WidthPixels * Channels;
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, rowLength * window.HeightPixels);
        AxisWeights columns = AxisWeights.For(
            new(filter, source.WidthPixels, window.ResizedWidthPixels, window.LeftPixels, window.WidthPixels));
        AxisWeights rows = AxisWeights.For(
            new(filter, source.HeightPixels, window.ResizedHeightPixels, window.TopPixels, window.HeightPixels));
        T[] row = new T[rowLength + 1]; // a pixel is stored as four values, the last of which the next pixel overwrites
        T[] sums = new T[rows.MostOverlapping * rowLength];
        int first = 0; // the first output that is not complete
        int next = 0; // the first that is not begun
        for (int y = rows.Starts[0]; y < rows.Ends[^1]; y++)
        {
            for (; next < window.HeightPixels && rows.Starts[next] <= y; next++)
            {
                SumsOf(next).Fill(IsWhole ? T.CreateTruncating(Half) : T.Zero);
            }

            if (first == next)
            {
                continue;
            }

            ResizeWidth(source.Row(y), columns, row);
            for (int output = first; output < next; output++)
            {
                T weight = IsWhole ? T.CreateTruncating(rows.WholeAt(output, y)) : T.CreateTruncating(rows.FractionAt(output, y));
                Add(row.AsSpan(0, rowLength), weight, SumsOf(output));
            }

            for (; first < next && rows.Ends[first] == y + 1; first++)
            {
                Complete(SumsOf(first), destination.Slice(first * rowLength, rowLength));
            }
        }

        Span<T> SumsOf(int output) => sums.AsSpan(output % rows.MostOverlapping * rowLength, rowLength);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ResizeWidth(ReadOnlySpan<byte> pixels, AxisWeights columns, Span<T> row)
    {
        ref byte first = ref MemoryMarshal.GetReference(pixels);
        ref T target = ref MemoryMarshal.GetReference(row);
        for (int x = 0; x < columns.Starts.Length; x++)
        {
            int start = columns.Starts[x];
            Vector128<T> sum = IsWhole ? Vector128.Create(T.CreateTruncating(Half)) : Vector128<T>.Zero;
            if (!columns.IsStored)
            {
                for (int source = start; source < columns.Ends[x]; source++)
                {
                    sum += LoadPixel(ref first, source)
                        * (IsWhole ? T.CreateTruncating(columns.WholeAt(x, source)) : T.CreateTruncating(columns.FractionAt(x, source)));
                }
            }
            else if (IsWhole)
            {
                ReadOnlySpan<int> weights = columns.WholesOf(x);
                for (int i = 0; i < weights.Length; i++)
                {
                    sum += LoadPixel(ref first, start + i) * Vector128.Create(weights[i]).As<int, T>();
                }
            }
            else
            {
                ReadOnlySpan<float> weights = columns.FractionsOf(x);
                for (int i = 0; i < weights.Length; i++)
                {
                    sum += LoadPixel(ref first, start + i) * Vector128.Create(weights[i]).As<float, T>();
                }
            }

            Vector128<T> value = IsWhole
                ? Vector128.Min(Vector128.Max(sum.AsInt32() >> FixedPointBits, Vector128<int>.Zero), Vector128.Create(255)).As<int, T>()
                : sum;
            value.StoreUnsafe(ref target, (nuint)(x * Channels));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> LoadPixel(ref byte pixels, int x)
    {
        uint rgba = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref pixels, (nint)x * PixelBuffer.BytesPerPixel));
        Vector128<int> levels = Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalarUnsafe(rgba).AsByte())).AsInt32();
        return IsWhole ? levels.As<int, T>() : Vector128.ConvertToSingle(levels).As<float, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(ReadOnlySpan<T> row, T weight, Span<T> sums)
    {
        ReadOnlySpan<Vector<T>> rows = MemoryMarshal.Cast<T, Vector<T>>(row);
        Span<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(sums)[..rows.Length];
        Vector<T> weights = new(weight);
        for (int i = 0; i < rows.Length; i++)
        {
            vectors[i] += rows[i] * weights;
        }

        for (int i = rows.Length * Vector<T>.Count; i < row.Length; i++)
        {
            sums[i] += row[i] * weight;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Complete(ReadOnlySpan<T> sums, Span<float> destination)
    {
        if (!IsWhole)
        {
            MemoryMarshal.Cast<T, float>(sums).CopyTo(destination);
            return;
        }

        ReadOnlySpan<int> wholes = MemoryMarshal.Cast<T, int>(sums);
        for (int i = 0; i < wholes.Length; i++)
        {
            destination[i] = Math.Clamp(wholes[i] >> FixedPointBits, 0, 255);
        }
    }
}
