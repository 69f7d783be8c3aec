using Retrain.Runtime.Diagnostics;

namespace Retrain.Runtime.Images;

/// <summary>Cuts a region out of a decoded image.</summary>
internal static class CroppedPixels
{
    /// <param name="pixels">The upright image; disposed of where others are returned, or where this fails.</param>
    /// <param name="region">The region; <see langword="null"/> for all of the image.</param>
    /// <param name="origin">The image's file, for messages.</param>
    /// <exception cref="RetrainException">RT2087: the image is too small for the region.</exception>
    public static PixelBuffer Of(PixelBuffer pixels, ImageRegion? region, string? origin)
    {
        if (region is not ImageRegion part)
        {
            return pixels;
        }

        using (pixels)
        {
            if (!part.LiesIn(pixels.WidthPixels, pixels.HeightPixels))
            {
                throw new RetrainException(ImageDiagnostics.RegionOutside(origin, part.InWords, pixels.WidthPixels, pixels.HeightPixels));
            }

            PixelBuffer cropped = new(part.Width, part.Height);
            for (int y = 0; y < part.Height; y++)
            {
                pixels.Row(part.Top + y).Slice(part.Left * PixelBuffer.BytesPerPixel, cropped.RowBytes)
                    .CopyTo(cropped.WritableRgba[(y * cropped.RowBytes)..]);
            }

            return cropped;
        }
    }
}
