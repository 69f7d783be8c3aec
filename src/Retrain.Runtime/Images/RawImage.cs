using System.Numerics;
using System.Runtime.InteropServices;
using Retrain.Runtime.Diagnostics;

namespace Retrain.Runtime.Images;

/// <summary>An image whose pixels an app has in memory already.</summary>
/// <param name="WidthPixels">The width.</param>
/// <param name="HeightPixels">The height.</param>
/// <param name="StrideBytes">The bytes from the start of a row to that of the next.</param>
/// <param name="Format">The channels of a pixel.</param>
internal readonly record struct RawImage(int WidthPixels, int HeightPixels, int StrideBytes, PixelFormat Format)
{
    private const uint GreenAndAlpha = 0xFF00FF00; // of R G B A or B G R A, read as a little-endian number
    private const byte Opaque = 255;

    /// <summary>Refuses sizes that do not fit together; the names are those of the public method's parameters.</summary>
    /// <param name="pixels">The bytes that there are.</param>
    /// <param name="region">The region; <see langword="null"/> for all of the image.</param>
    /// <exception cref="ArgumentException">The bytes do not suffice for all rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive, the stride too small, or the region outside.</exception>
    public void Require(ReadOnlySpan<byte> pixels, ImageRegion? region)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(WidthPixels, "widthPixels");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(HeightPixels, "heightPixels");
        int bytesPerPixel = BytesPerPixelOf(Format);
        long rowBytes = (long)WidthPixels * bytesPerPixel;
        ArgumentOutOfRangeException.ThrowIfLessThan(StrideBytes, rowBytes, "strideBytes");
        long neededBytes = ((HeightPixels - 1L) * StrideBytes) + rowBytes; // the last row needs no padding
        if (pixels.Length < neededBytes)
        {
            throw new ArgumentException(
                $"{WidthPixels} x {HeightPixels} pixels of {bytesPerPixel} bytes and a stride of {StrideBytes} bytes take {neededBytes} "
                + $"bytes, but there are {pixels.Length}",
                nameof(pixels));
        }

        region?.Require();
        if (region?.LiesIn(WidthPixels, HeightPixels) is false)
        {
            throw new ArgumentOutOfRangeException(
                nameof(region), region, $"the region does not lie in the image of {WidthPixels} x {HeightPixels} pixels");
        }
    }

    /// <summary>Copies the pixels, as decoding a PNG file of them gives them.</summary>
    /// <param name="bytes">The rows, from the top.</param>
    /// <param name="region">The region; <see langword="null"/> for all of the image.</param>
    /// <param name="maximumPixels">The limit, which is checked before memory is taken for the pixels.</param>
    /// <exception cref="RetrainException">RT1004: they are too many.</exception>
    public PixelBuffer Read(ReadOnlySpan<byte> bytes, ImageRegion? region, long maximumPixels)
    {
        ImageRegion part = region ?? new ImageRegion(0, 0, WidthPixels, HeightPixels);
        long limitPixels = Math.Min(maximumPixels, PixelBuffer.MaximumPixels);
        if ((long)part.Width * part.Height > limitPixels)
        {
            throw new RetrainException(ImageDiagnostics.TooManyPixels(null, part.Width, part.Height, limitPixels));
        }

        PixelBuffer pixels = new(part.Width, part.Height);
        int bytesPerPixel = BytesPerPixelOf(Format);
        for (int y = 0; y < part.Height; y++)
        {
            ReadOnlySpan<byte> row = bytes.Slice(
                ((part.Top + y) * StrideBytes) + (part.Left * bytesPerPixel), part.Width * bytesPerPixel);
            CopyRow(row, pixels.WritableRgba.Slice(y * pixels.RowBytes, pixels.RowBytes));
        }

        return pixels;
    }

    private static int BytesPerPixelOf(PixelFormat format) => format switch
    {
        PixelFormat.Grey => 1,
        PixelFormat.Rgb or PixelFormat.Bgr => 3,
        PixelFormat.Rgba or PixelFormat.Bgra => 4,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "this is not one of the pixel formats"),
    };

    private void CopyRow(ReadOnlySpan<byte> row, Span<byte> rgba)
    {
        switch (Format)
        {
            case PixelFormat.Rgba:
                row.CopyTo(rgba);
                break;
            case PixelFormat.Bgra:
                SwapRedAndBlue(row, rgba);
                break;
            case PixelFormat.Grey:
                SpreadChannels(row, rgba, step: 1, (Red: 0, Green: 0, Blue: 0));
                break;
            case PixelFormat.Rgb:
                SpreadChannels(row, rgba, step: 3, (Red: 0, Green: 1, Blue: 2));
                break;
            case PixelFormat.Bgr:
                SpreadChannels(row, rgba, step: 3, (Red: 2, Green: 1, Blue: 0));
                break;
            default:
                throw new InvalidOperationException("the pixel format was checked");
        }
    }

    private static void SwapRedAndBlue(ReadOnlySpan<byte> bgra, Span<byte> rgba)
    {
        ReadOnlySpan<uint> from = MemoryMarshal.Cast<byte, uint>(bgra);
        Span<uint> to = MemoryMarshal.Cast<byte, uint>(rgba);
        for (int i = 0; i < from.Length; i++)
        {
            to[i] = (from[i] & GreenAndAlpha) | BitOperations.RotateLeft(from[i] & ~GreenAndAlpha, 16);
        }
    }

    private static void SpreadChannels(ReadOnlySpan<byte> row, Span<byte> rgba, int step, (int Red, int Green, int Blue) offset)
    {
        int from = 0;
        for (int to = 0; to < rgba.Length; to += PixelBuffer.BytesPerPixel, from += step)
        {
            rgba[to] = row[from + offset.Red];
            rgba[to + 1] = row[from + offset.Green];
            rgba[to + 2] = row[from + offset.Blue];
            rgba[to + 3] = Opaque;
        }
    }
}
