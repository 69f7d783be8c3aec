namespace Retrain.Runtime.Images.Formats;

/// <summary>Recognises a file by its first bytes; its name may be wrong.</summary>
internal static class ImageSignature
{
    public static ImageFormat Recognise(ReadOnlySpan<byte> encoded) => encoded switch
    {
        [0xFF, 0xD8, 0xFF, ..] => ImageFormat.JPEG,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => ImageFormat.PNG,
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => ImageFormat.GIF,
        [(byte)'B', (byte)'M', ..] => ImageFormat.BMP,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => ImageFormat.WebP,
        _ => ImageFormat.Unknown,
    };

    /// <summary>Describes the files that most often have a photo's name without being one.</summary>
    public static string DescribeUnknown(ReadOnlySpan<byte> encoded)
    {
        const string Known = "JPEG, PNG, GIF, BMP or WebP file";
        if (encoded.IsEmpty)
        {
            return "the file is empty";
        }

        string? other = encoded switch
        {
            [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', (byte)'a', (byte)'v', (byte)'i', ..] => "an AVIF image",
            [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', (byte)'h' or (byte)'m', ..] => "a HEIC image or a video",
            [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] => "a TIFF or raw camera image",
            [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => "a PDF document",
            _ when IsMarkup(encoded) => "an HTML, SVG or other XML document",
            _ => null,
        };
        return other is null ? $"not a {Known}" : $"{other}, not a {Known}";
    }

    private static bool IsMarkup(ReadOnlySpan<byte> encoded)
    {
        ReadOnlySpan<byte> text = encoded.StartsWith("\uFEFF"u8) ? encoded[3..] : encoded;
        return text.TrimStart(" \t\r\n"u8) is [(byte)'<', ..];
    }
}
