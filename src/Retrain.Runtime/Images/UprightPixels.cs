using System.Runtime.InteropServices;

namespace Retrain.Runtime.Images;

/// <summary>Turns the pixels of a photo as its EXIF orientation says (CIPA DC-008, tag 0x0112), so that up is up.</summary>
internal static class UprightPixels
{
    // Rows become columns: within a tile, both the rows that are read and those that are written stay in the processor's cache.
    private const int TileSide = 32;

    private const int FirstTransposed = 5;

    /// <summary>Whether the rows of a stored photo are the columns of the upright one.</summary>
    public static bool IsTransposed(int orientation) => orientation >= FirstTransposed;

    /// <param name="pixels">The pixels as stored; disposed of where others are returned.</param>
    /// <param name="orientation">EXIF's number, from 1 to 8.</param>
    public static PixelBuffer Of(PixelBuffer pixels, int orientation)
    {
        if (orientation is ExifOrientation.Upright)
        {
            return pixels;
        }

        using (pixels)
        {
            return Turned(pixels, orientation);
        }
    }

    private static PixelBuffer Turned(PixelBuffer source, int orientation)
    {
        PixelBuffer upright = IsTransposed(orientation)
            ? new PixelBuffer(source.HeightPixels, source.WidthPixels)
            : new PixelBuffer(source.WidthPixels, source.HeightPixels);

        // The first stored column or row is on the left or at the top, or else on the right or at the bottom.
        bool mirrorsX = orientation is 2 or 3 or 7 or 8;
        bool mirrorsY = orientation is 3 or 4 or 6 or 7;
        int stepOfX = mirrorsX ? -1 : 1;
        int stepOfY = mirrorsY ? -source.WidthPixels : source.WidthPixels;
        int first = (mirrorsX ? source.WidthPixels - 1 : 0) + (mirrorsY ? (source.HeightPixels - 1) * source.WidthPixels : 0);
        Copy(source, first, IsTransposed(orientation) ? (stepOfY, stepOfX) : (stepOfX, stepOfY), upright);
        return upright;
    }

    // The source's index moves by a step for each column, and by another for each row, of the target.
    private static void Copy(PixelBuffer source, int first, (int OfColumn, int OfRow) step, PixelBuffer target)
    {
        ReadOnlySpan<uint> from = MemoryMarshal.Cast<byte, uint>(source.Rgba); // R G B A in one
        Span<uint> to = MemoryMarshal.Cast<byte, uint>(target.WritableRgba);
        (int width, int height) = (target.WidthPixels, target.HeightPixels);
        for (int top = 0; top < height; top += TileSide)
        {
            for (int left = 0; left < width; left += TileSide)
            {
                int right = Math.Min(left + TileSide, width);
                for (int y = top; y < Math.Min(top + TileSide, height); y++)
                {
                    int index = first + (left * step.OfColumn) + (y * step.OfRow);
                    foreach (ref uint pixel in to[((y * width) + left)..((y * width) + right)])
                    {
                        pixel = from[index];
                        index += step.OfColumn;
                    }
                }
            }
        }
    }
}
