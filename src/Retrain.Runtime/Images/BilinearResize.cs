using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Retrain.Runtime.Images;

/// <summary>
/// TensorFlow's ResizeBilinear with half_pixel_centers and align_corners false, which retrain.py uses: equal to the bit, since each product
/// and sum is rounded by itself, in the same order (tensorflow/core/kernels/image/resize_bilinear_op.cc, compute_lerp).
/// </summary>
internal static class BilinearResize
{
    public const int Channels = 3;

    /// <param name="source">The image.</param>
    /// <param name="widthPixels">The new width.</param>
    /// <param name="heightPixels">The new height.</param>
    /// <param name="destination">[height, width, 3], R G B, in [0, 255].</param>
    public static void Resize(PixelBuffer source, int widthPixels, int heightPixels, Span<float> destination) =>
        Resize(source, new ResizeWindow(widthPixels, heightPixels, 0, 0, widthPixels, heightPixels), destination);

    /// <summary>Computes a window of the resized image, equal to the bit to cutting it out of the whole.</summary>
    /// <param name="source">The image.</param>
    /// <param name="window">The part to compute.</param>
    /// <param name="destination">[window's height, window's width, 3], R G B, in [0, 255].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Resize(PixelBuffer source, ResizeWindow window, Span<float> destination)
    {
        window.RequireInside();
        (long resizedWidth, long resizedHeight, long left, long firstRow, int widthPixels, int heightPixels) = window;
        int rowLength = widthPixels * Channels;
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, rowLength * heightPixels);

        int paddedLength = rowLength + 1; // a pixel is stored as four values, the last of which the next pixel overwrites
        InterpolationPoint[] columns = ArrayPool<InterpolationPoint>.Shared.Rent(widthPixels);
        float[] rows = ArrayPool<float>.Shared.Rent(paddedLength * 2);
        try
        {
            float scale = InterpolationPoint.Scale(source.WidthPixels, resizedWidth);
            InterpolationPoint.Fill(columns.AsSpan(0, widthPixels), left, scale, source.WidthPixels);
            float verticalScale = InterpolationPoint.Scale(source.HeightPixels, resizedHeight);
            Span<float> top = rows.AsSpan(0, paddedLength);
            Span<float> bottom = rows.AsSpan(paddedLength, paddedLength);
            int topRow = -1;
            int bottomRow = -1;
            for (int y = 0; y < heightPixels; y++)
            {
                InterpolationPoint point = InterpolationPoint.At(firstRow + y, verticalScale, source.HeightPixels);

                // Rows already interpolated serve again: enlarging, neighbouring output rows lie between the same two.
                if (point.Lower != topRow && point.Lower == bottomRow)
                {
                    Span<float> reused = bottom;
                    bottom = top;
                    top = reused;
                    (topRow, bottomRow) = (bottomRow, topRow);
                }

                if (point.Lower != topRow)
                {
                    InterpolateColumns(source.Row(point.Lower), columns.AsSpan(0, widthPixels), top);
                    topRow = point.Lower;
                }

                Span<float> output = destination.Slice(y * rowLength, rowLength);
                if (point.Upper == point.Lower)
                {
                    top[..rowLength].CopyTo(output);
                    continue;
                }

                if (point.Upper != bottomRow)
                {
                    InterpolateColumns(source.Row(point.Upper), columns.AsSpan(0, widthPixels), bottom);
                    bottomRow = point.Upper;
                }

                InterpolateRows(top[..rowLength], bottom[..rowLength], point.Weight, output);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rows);
            ArrayPool<InterpolationPoint>.Shared.Return(columns);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void InterpolateColumns(ReadOnlySpan<byte> row, ReadOnlySpan<InterpolationPoint> columns, Span<float> output)
    {
        ref byte pixels = ref MemoryMarshal.GetReference(row);
        ref float target = ref MemoryMarshal.GetReference(output);
        for (int x = 0; x < columns.Length; x++)
        {
            Vector128<float> left = LoadPixel(ref pixels, columns[x].Lower);
            Vector128<float> right = LoadPixel(ref pixels, columns[x].Upper);
            Vector128<float> value = left + ((right - left) * columns[x].Weight);
            value.StoreUnsafe(ref target, (nuint)(x * Channels));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> LoadPixel(ref byte pixels, int x)
    {
        uint rgba = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref pixels, (nint)x * PixelBuffer.BytesPerPixel));
        Vector128<byte> bytes = Vector128.CreateScalarUnsafe(rgba).AsByte();
        return Vector128.ConvertToSingle(Vector128.WidenLower(Vector128.WidenLower(bytes)).AsInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void InterpolateRows(ReadOnlySpan<float> top, ReadOnlySpan<float> bottom, float weight, Span<float> output)
    {
        ReadOnlySpan<Vector<float>> tops = MemoryMarshal.Cast<float, Vector<float>>(top);
        ReadOnlySpan<Vector<float>> bottoms = MemoryMarshal.Cast<float, Vector<float>>(bottom)[..tops.Length];
        Span<Vector<float>> outputs = MemoryMarshal.Cast<float, Vector<float>>(output)[..tops.Length];
        for (int i = 0; i < tops.Length; i++)
        {
            outputs[i] = tops[i] + ((bottoms[i] - tops[i]) * weight);
        }

        for (int i = tops.Length * Vector<float>.Count; i < top.Length; i++)
        {
            output[i] = top[i] + ((bottom[i] - top[i]) * weight);
        }
    }
}
