using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Images.Cmyk;
using Retrain.Runtime.Images.Formats;
using SkiaSharp;

namespace Retrain.Runtime.Images;

/// <summary>
/// Decodes JPEG, PNG, GIF (first frame), BMP and WebP to pixels like TensorFlow's decode_jpeg(channels=3). Files are recognised by their
/// bytes and never by their names, EXIF orientation and colour profiles are ignored, alpha is dropped without compositing, and of 16 bits a
/// channel the upper 8 are kept.
/// </summary>
internal static class ImageDecoder
{
    /// <summary>100 megapixels, 400 MB decoded: more than any camera's photo, less than a machine's memory.</summary>
    public const long DefaultMaximumPixels = 100_000_000;

    /// <param name="encoded">The file's bytes.</param>
    /// <param name="origin">The file's path for messages.</param>
    /// <param name="maximumPixels">The limit, which is checked before memory is taken for the pixels.</param>
    /// <exception cref="RetrainException">RT1003: it is not an image, or truncated or damaged; RT1004: it has too many pixels.</exception>
    public static PixelBuffer Decode(ReadOnlyMemory<byte> encoded, string? origin, long maximumPixels = DefaultMaximumPixels)
    {
        ImageFormat format = ImageSignature.Recognise(encoded.Span);
        if (format is ImageFormat.Unknown)
        {
            throw Unreadable(origin, ImageSignature.DescribeUnknown(encoded.Span));
        }

        using SkiaImage image = new(encoded);
        if (image.WidthPixels == 0)
        {
            throw Unreadable(origin, FileStructure.FindFault(format, encoded.Span) ?? $"the {format} file's header is damaged");
        }

        int widthPixels = image.WidthPixels;
        int heightPixels = image.HeightPixels;
        long limitPixels = Math.Min(maximumPixels, PixelBuffer.MaximumPixels);
        if ((long)widthPixels * heightPixels > limitPixels)
        {
            throw new RetrainException(ImageDiagnostics.TooManyPixels(origin, widthPixels, heightPixels, limitPixels));
        }

        // Skia accepts a file once it has all rows; TensorFlow requires the end of the file, and a truncated file is a broken copy.
        if (FileStructure.FindFault(format, encoded.Span) is { } fault)
        {
            throw Unreadable(origin, fault);
        }

        return format is ImageFormat.JPEG && CmykJpeg.IsCmyk(encoded.Span) ? DecodeCmyk(encoded.Span, origin) : Read(image, format, origin);
    }

    private static PixelBuffer DecodeCmyk(ReadOnlySpan<byte> encoded, string? origin)
    {
        try
        {
            using SkiaImage colorImage = new(CmykJpeg.Isolate(encoded, black: false));
            using SkiaImage blackImage = new(CmykJpeg.Isolate(encoded, black: true));
            using PixelBuffer black = Read(blackImage, ImageFormat.JPEG, origin);
            PixelBuffer colors = Read(colorImage, ImageFormat.JPEG, origin);
            CmykJpeg.Multiply(colors.WritableRgba, black.Rgba, inverted: CmykJpeg.AdobeTransform(encoded) is not null);
            return colors;
        }
        catch (InvalidDataException exception)
        {
            throw new RetrainException(
                ImageDiagnostics.Unreadable(origin, $"the CMYK JPEG file's pixels are damaged: {exception.Message}"), exception);
        }
    }

    private static PixelBuffer Read(SkiaImage image, ImageFormat format, string? origin)
    {
        if (image.WidthPixels == 0)
        {
            throw Unreadable(origin, $"the {format} file's header is damaged");
        }

        PixelBuffer pixels = new(image.WidthPixels, image.HeightPixels);
        SKCodecResult result = image.Read(pixels);
        if (result is SKCodecResult.Success)
        {
            return pixels;
        }

        pixels.Dispose();
        throw Unreadable(origin, result is SKCodecResult.IncompleteInput
            ? $"the {format} file is truncated or its pixels are damaged"
            : $"the {format} file's pixels are damaged");
    }

    private static RetrainException Unreadable(string? origin, string reason) => new(ImageDiagnostics.Unreadable(origin, reason));
}
