namespace Retrain.Runtime.Images.Formats;

/// <summary>Whether a file goes on to its format's end mark. What is inside is the codec's business.</summary>
internal static class FileStructure
{
    /// <returns>What is wrong; <see langword="null"/> if nothing is.</returns>
    public static string? FindFault(ImageFormat format, ReadOnlySpan<byte> encoded) => format switch
    {
        ImageFormat.JPEG => JpegStructure.FindFault(encoded),
        ImageFormat.PNG => PngStructure.FindFault(encoded),
        ImageFormat.GIF => GifStructure.FindFault(encoded),
        ImageFormat.WebP => WebPStructure.FindFault(encoded),
        _ => null, // a BMP's rows have no end mark: the codec misses those that are not there
    };
}
