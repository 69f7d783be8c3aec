namespace Retrain.Runtime.Images;

/// <summary>Pillow's NEAREST: output pixel i is source pixel floor((i + 0.5) * old / new).</summary>
internal static class NearestResize
{
    /// <summary>Computes a window of the resized image.</summary>
    /// <param name="source">The image.</param>
    /// <param name="window">The part to compute.</param>
    /// <param name="destination">[window's height, window's width, 3], R G B, in [0, 255].</param>
    public static void Resize(PixelBuffer source, ResizeWindow window, Span<float> destination)
    {
        window.RequireInside();
        int[] columns = new int[window.WidthPixels];
        for (int x = 0; x < columns.Length; x++)
        {
            columns[x] = PixelBuffer.BytesPerPixel * SourceOf(window.LeftPixels + x, source.WidthPixels, window.ResizedWidthPixels);
        }

        int target = 0;
        for (int y = 0; y < window.HeightPixels; y++)
        {
            ReadOnlySpan<byte> row = source.Row(SourceOf(window.TopPixels + y, source.HeightPixels, window.ResizedHeightPixels));
            foreach (int column in columns)
            {
                destination[target++] = row[column];
                destination[target++] = row[column + 1];
                destination[target++] = row[column + 2];
            }
        }
    }

    private static int SourceOf(long output, int sourcePixels, long resizedPixels) =>
        (int)Math.Min(sourcePixels - 1, (output + 0.5) * sourcePixels / resizedPixels);
}
