using System.Buffers;

namespace Retrain.Runtime.Images;

/// <summary>Resizes an image and cuts or pads it to the network's size. Only the part that the network sees is ever computed.</summary>
internal static class ImageResize
{
    /// <summary>The sides of the whole resized image.</summary>
    public static (long WidthPixels, long HeightPixels) SizeOf(ResizeRule rule, int widthPixels, int heightPixels)
    {
        (double vertical, double horizontal) = ((double)heightPixels / rule.HeightPixels, (double)widthPixels / rule.WidthPixels);
        return rule.Kind switch
        {
            ResizeKind.None => (widthPixels, heightPixels),
            ResizeKind.Exact => (rule.WidthPixels, rule.HeightPixels),
            ResizeKind.ShorterEdge when widthPixels <= heightPixels =>
                (rule.WidthPixels, (long)((double)((long)rule.WidthPixels * heightPixels) / widthPixels)),
            ResizeKind.ShorterEdge => ((long)((double)((long)rule.HeightPixels * widthPixels) / heightPixels), rule.HeightPixels),
            ResizeKind.Cover => By(Math.Min(vertical, horizontal)),
            ResizeKind.Fit => By(Math.Max(vertical, horizontal)),
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule.Kind, "is not a kind of size"),
        };

        (long WidthPixels, long HeightPixels) By(double ratio) => (Side(widthPixels / ratio), Side(heightPixels / ratio));

        // A thin image keeps at least a pixel, where timm fails.
        static long Side(double pixels) => Math.Max(1, (long)Math.Round(pixels, MidpointRounding.ToEven));
    }

    /// <param name="source">The image.</param>
    /// <param name="preprocessing">The size, filter and crop.</param>
    /// <param name="zoom">An enlargement of the resized image before the centre crop; <see langword="default"/> for none.</param>
    /// <param name="destination">[height, width, 3], R G B, in [0, 255].</param>
    public static void Resize(PixelBuffer source, Preprocessing preprocessing, ResizeZoom zoom, Span<float> destination)
    {
        (long width, long height) = SizeOf(preprocessing.Resize, source.WidthPixels, source.HeightPixels);
        CenterCrop columns = CenterCrop.Of(
            width, preprocessing.FirstCrop?.WidthPixels, preprocessing.WidthPixels, preprocessing.Alignment);
        CenterCrop rows = CenterCrop.Of(
            height, preprocessing.FirstCrop?.HeightPixels, preprocessing.HeightPixels, preprocessing.Alignment);
        (long zoomedWidth, long left) = zoom.Horizontal.Apply(width);
        (long zoomedHeight, long top) = zoom.Vertical.Apply(height);
        ResizeWindow window = new(zoomedWidth, zoomedHeight, left + columns.Start, top + rows.Start, columns.Count, rows.Count);
        if (columns.Count == preprocessing.WidthPixels && rows.Count == preprocessing.HeightPixels)
        {
            Resize(source, preprocessing, window, destination);
            return;
        }

        int rowLength = columns.Count * BilinearResize.Channels;
        float[] part = ArrayPool<float>.Shared.Rent(rowLength * rows.Count);
        try
        {
            Resize(source, preprocessing, window, part.AsSpan(0, rowLength * rows.Count));
            Fill(destination, preprocessing.Padding);
            for (int y = 0; y < rows.Count; y++)
            {
                int target = (((rows.Offset + y) * preprocessing.WidthPixels) + columns.Offset) * BilinearResize.Channels;
                part.AsSpan(y * rowLength, rowLength).CopyTo(destination[target..]);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(part);
        }
    }

    private static void Resize(PixelBuffer source, Preprocessing preprocessing, ResizeWindow window, Span<float> destination)
    {
        bool keepsSize = window.ResizedWidthPixels == source.WidthPixels && window.ResizedHeightPixels == source.HeightPixels;
        switch (keepsSize ? ResizeFilter.Nearest : preprocessing.Filter)
        {
            case ResizeFilter.Legacy:
                BilinearResize.Resize(source, window, destination);
                break;
            case ResizeFilter.Nearest:
                NearestResize.Resize(source, window, destination);
                break;
            case ResizeFilter filter when preprocessing.KeepsFractions:
                AntialiasedResize<float>.Resize(source, filter, window, destination);
                break;
            case ResizeFilter filter:
                AntialiasedResize<int>.Resize(source, filter, window, destination);
                break;
        }
    }

    private static void Fill(Span<float> pixels, ChannelValues levels)
    {
        for (int i = 0; i < pixels.Length; i += BilinearResize.Channels)
        {
            (pixels[i], pixels[i + 1], pixels[i + 2]) = (levels.Red, levels.Green, levels.Blue);
        }
    }
}
