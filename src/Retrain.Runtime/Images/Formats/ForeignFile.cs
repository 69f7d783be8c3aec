namespace Retrain.Runtime.Images.Formats;

/// <summary>The kinds of files that most often have a photo's name without being a photo that can be decoded.</summary>
/// <param name="Name">The name of the format, with its article.</param>
/// <param name="Remedy">The advice: what to do with such a file.</param>
internal sealed record ForeignFile(string Name, string Remedy)
{
    private const string Convert = "convert it to JPEG or PNG";
    private const int BrandOffset = 8;

    private static readonly ForeignFile LfsPointer = new("a Git LFS pointer", "run 'git lfs pull', which fetches the image itself");
    private static readonly ForeignFile HtmlPage = new("an HTML page", "download the image itself");
    private static readonly ForeignFile Svg = new("an SVG drawing", "export it as PNG");
    private static readonly ForeignFile Xml = new("an XML document", "replace it or leave it out");
    private static readonly ForeignFile Pdf = new("a PDF document", "export its pictures as JPEG or PNG");
    private static readonly ForeignFile Heic = new("a HEIC photo", $"{Convert}; Most Compatible makes iPhones take JPEGs");
    private static readonly ForeignFile Avif = new("an AVIF image", Convert);
    private static readonly ForeignFile Tiff = new("a TIFF or raw camera image", Convert);
    private static readonly ForeignFile JpegXL = new("a JPEG XL image", Convert);
    private static readonly ForeignFile Video = new("a video", "save the pictures that you need as JPEG or PNG");

    /// <returns>The kind that the first bytes show; <see langword="null"/> if it is none of these.</returns>
    public static ForeignFile? Recognise(ReadOnlySpan<byte> encoded) => encoded switch
    {
        _ when encoded.StartsWith("version https://git-lfs.github.com/spec/"u8) => LfsPointer,
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', _, _, _, _, ..] => OfBrand(encoded),
        [(byte)'I', (byte)'I', 42 or 43, 0, ..] or [(byte)'M', (byte)'M', 0, 42 or 43, ..] => Tiff,
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => Pdf,
        [0xFF, 0x0A, ..] or [0, 0, 0, 12, (byte)'J', (byte)'X', (byte)'L', (byte)' ', ..] => JpegXL,
        _ => Markup(encoded),
    };

    // The brands of ISO/IEC 14496-12; a HEIF file, mif1, holds what the compatible brands behind it say.
    private static ForeignFile OfBrand(ReadOnlySpan<byte> encoded)
    {
        ReadOnlySpan<byte> brands = encoded[BrandOffset..Math.Min(encoded.Length, Math.Max((int)encoded[3], BrandOffset + 4))];
        return brands.IndexOf("avif"u8) >= 0 || brands.IndexOf("avis"u8) >= 0 ? Avif
            : brands.StartsWith("he"u8) || brands.StartsWith("mif1"u8) || brands.StartsWith("msf1"u8) ? Heic
            : Video;
    }

    private static ForeignFile? Markup(ReadOnlySpan<byte> encoded)
    {
        const int SearchedBytes = 4096;
        ReadOnlySpan<byte> text = encoded[..Math.Min(encoded.Length, SearchedBytes)];
        text = (text.StartsWith("\uFEFF"u8) ? text[3..] : text).TrimStart(" \t\r\n"u8);
        if (text is not [(byte)'<', ..])
        {
            return null;
        }

        string start = System.Text.Encoding.Latin1.GetString(text);
        return Names("<svg") ? Svg
            : Names("<html") || Names("<!doctype html") || !start.StartsWith("<?xml", StringComparison.Ordinal) ? HtmlPage
            : Xml;

        bool Names(string element) => start.Contains(element, StringComparison.OrdinalIgnoreCase);
    }
}
