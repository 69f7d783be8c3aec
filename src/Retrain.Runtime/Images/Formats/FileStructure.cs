namespace Retrain.Runtime.Images.Formats;

/// <summary>Checks that a file is complete up to its format's end mark; the codec checks what is inside.</summary>
internal static class FileStructure
{
    /// <returns>The fault; <see langword="null"/> if there is none.</returns>
    public static string? FindFault(ImageFormat format, ReadOnlySpan<byte> encoded) => format switch
    {
        ImageFormat.JPEG => JpegStructure.FindFault(encoded),
        ImageFormat.PNG => PngStructure.FindFault(encoded),
        ImageFormat.GIF => GifStructure.FindFault(encoded),
        ImageFormat.WebP => WebPStructure.FindFault(encoded),
        _ => null, // a BMP's rows have no end mark: the codec misses those that are not there
    };
}
