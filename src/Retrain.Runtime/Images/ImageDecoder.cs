using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Images.Buffers;
using Retrain.Runtime.Images.Cmyk;
using Retrain.Runtime.Images.Formats;
using Retrain.Runtime.Images.Jpeg;
using SkiaSharp;

namespace Retrain.Runtime.Images;

/// <summary>
/// Decodes JPEG, PNG, GIF (first frame), BMP and WebP to pixels like TensorFlow's decode_jpeg(channels=3). Files are recognised by their
/// bytes and never by their names, colour profiles are ignored, alpha is dropped without compositing, and of 16 bits a channel the upper 8
/// are kept. Unlike TensorFlow it turns photos upright, unless it is told not to.
/// </summary>
internal static class ImageDecoder
{
    /// <summary>100 megapixels, 400 MB decoded: more than any camera's photo, less than a machine's memory.</summary>
    public const long DefaultMaximumPixels = 100_000_000;

    // Damage in the middle of a JPEG shifts what follows, so that a few bits may lack at its end; TensorFlow reads such a file.
    private const int LeastPartMissing = 16;

    /// <param name="encoded">The file's bytes.</param>
    /// <param name="origin">The file's path for messages.</param>
    /// <param name="maximumPixels">The limit, which is checked before memory is taken for the pixels.</param>
    /// <param name="ignoresOrientation">Whether pixels are left as they are stored, whatever the EXIF orientation says.</param>
    /// <exception cref="RetrainException">RT1003: it is not an image, or truncated or damaged; RT1004: it has too many pixels.</exception>
    public static PixelBuffer Decode(
        ReadOnlyMemory<byte> encoded, string? origin, long maximumPixels = DefaultMaximumPixels, bool ignoresOrientation = false)
    {
        ImageFormat format = ImageSignature.Recognise(encoded.Span);
        if (format is ImageFormat.Unknown)
        {
            throw new RetrainException(
                encoded.IsEmpty ? ImageDiagnostics.EmptyFile(origin)
                : ForeignFile.Recognise(encoded.Span) is ForeignFile foreign
                    ? ImageDiagnostics.AnotherFormat(origin, foreign.Name, foreign.Remedy)
                    : ImageDiagnostics.UnknownFormat(origin));
        }

        PixelBuffer stored = format is ImageFormat.JPEG
            ? DecodeJpeg(encoded.Span, origin, maximumPixels)
            : DecodeOther(format, encoded, origin, maximumPixels);
        return ignoresOrientation ? stored : UprightPixels.Of(stored, ExifOrientation.Of(encoded.Span));
    }

    private static PixelBuffer DecodeOther(ImageFormat format, ReadOnlyMemory<byte> encoded, string? origin, long maximumPixels)
    {
        using RentedBytes? shorter = format is ImageFormat.PNG ? PngStructure.Shorten(encoded.Span) : null;
        using SkiaImage image = new(shorter?.Memory ?? encoded);
        if (image.WidthPixels == 0)
        {
            throw Unreadable(origin, FileStructure.FindFault(format, encoded.Span) ?? DamagedHeader(format));
        }

        // Skia accepts a file once it has all rows; TensorFlow requires the end of the file, and a truncated file is a broken copy.
        RequireFewPixels(image.WidthPixels, image.HeightPixels, origin, maximumPixels);
        RequireQuick(
            image.WidthPixels, image.HeightPixels,
            DecodingCost.CountedPixels(format, encoded.Span, image.WidthPixels, image.HeightPixels), origin, maximumPixels);
        if ((FileStructure.FindFault(format, encoded.Span)
            ?? FileStructure.FindUnpaid(format, encoded.Span, image.WidthPixels, image.HeightPixels)) is { } fault)
        {
            throw Unreadable(origin, fault);
        }

        return Read(image, format, origin);
    }

    private static PixelBuffer DecodeJpeg(ReadOnlySpan<byte> encoded, string? origin, long maximumPixels)
    {
        using JpegFile file = new(encoded);
        if (file.Frame is JpegFrame { WidthPixels: var width, HeightPixels: var height } frame)
        {
            RequireFewPixels(width, height, origin, maximumPixels);
            RequireQuick(width, height, DecodingCost.CountedPixels(file, frame), origin, maximumPixels);
        }

        if (file.FindFault() is { } fault)
        {
            throw Unreadable(origin, fault);
        }

        return file.IsCmyk ? DecodeCmyk(file, origin)
            : file.IsOneScan ? ReadRows(file, origin)
            : Read(file.WithEnd(), origin);
    }

    /// <summary>Decodes a JPEG file of one scan without its end, so that rows that are not there are missed instead of made grey.</summary>
    private static PixelBuffer ReadRows(JpegFile file, string? origin)
    {
        using SkiaImage image = new(file.WithoutEnd());
        RequireHeader(image, ImageFormat.JPEG, origin);
        PixelBuffer pixels = new(image.WidthPixels, image.HeightPixels);
        int rows = image.ReadRows(pixels);
        if (rows == pixels.HeightPixels)
        {
            return pixels;
        }

        pixels.Dispose();
        int missing = image.HeightPixels - rows;
        return missing * LeastPartMissing <= image.HeightPixels
            ? Read(file.WithEnd(), origin)
            : throw Unreadable(origin, JpegContent.Truncated(rows, image.HeightPixels));
    }

    private static PixelBuffer Read(ReadOnlyMemory<byte> jpeg, string? origin)
    {
        using SkiaImage image = new(jpeg);
        return Read(image, ImageFormat.JPEG, origin);
    }

    private static void RequireFewPixels(int widthPixels, int heightPixels, string? origin, long maximumPixels)
    {
        long limitPixels = Math.Min(maximumPixels, PixelBuffer.MaximumPixels);
        if ((long)widthPixels * heightPixels > limitPixels)
        {
            throw new RetrainException(ImageDiagnostics.TooManyPixels(origin, widthPixels, heightPixels, limitPixels));
        }
    }

    private static void RequireQuick(int widthPixels, int heightPixels, long countedPixels, string? origin, long maximumPixels)
    {
        if (countedPixels > maximumPixels)
        {
            throw new RetrainException(ImageDiagnostics.TooSlow(origin, widthPixels, heightPixels, countedPixels, maximumPixels));
        }
    }

    private static PixelBuffer DecodeCmyk(JpegFile file, string? origin)
    {
        if (file.IsArithmetic)
        {
            throw Unreadable(origin, DamagedHeader(ImageFormat.JPEG)); // Skia does not read it
        }

        try
        {
            ReadOnlySpan<byte> encoded = file.WithEnd().Span;
            byte? transform = CmykJpeg.AdobeTransform(encoded);
            InkSplit split = new(file.Frame!, encoded, transform ?? 0);
            using RentedBytes black = new(file.Frame!.WidthPixels * file.Frame.HeightPixels);
            ReadBlack(split, black.Memory.Span, origin);
            PixelBuffer colors = Read(split.Colors, origin);
            CmykJpeg.Multiply(colors.WritableRgba, black.Memory.Span, inverted: transform is not null, split.HasComplements);
            return colors;
        }
        catch (InvalidDataException exception)
        {
            throw new RetrainException(
                ImageDiagnostics.Unreadable(origin, $"the CMYK JPEG file's pixels are damaged: {exception.Message}"), exception);
        }
    }

    /// <summary>Gives the levels of black, a byte a pixel.</summary>
    private static void ReadBlack(InkSplit split, Span<byte> levels, string? origin)
    {
        using SkiaImage image = new(split.Black);
        if (!split.IsFilled)
        {
            RequireHeader(image, ImageFormat.JPEG, origin);
            SKCodecResult result = image.ReadGrey(levels);
            if (result is not SKCodecResult.Success)
            {
                throw Unreadable(origin, result, ImageFormat.JPEG);
            }

            return;
        }

        using PixelBuffer pixels = Read(image, ImageFormat.JPEG, origin);
        ReadOnlySpan<byte> rgba = pixels.Rgba;
        for (int i = 0; i < levels.Length; i++)
        {
            levels[i] = rgba[i * PixelBuffer.BytesPerPixel];
        }
    }

    private static PixelBuffer Read(SkiaImage image, ImageFormat format, string? origin)
    {
        RequireHeader(image, format, origin);
        PixelBuffer pixels = new(image.WidthPixels, image.HeightPixels);
        SKCodecResult result = image.Read(pixels);
        if (result is SKCodecResult.Success)
        {
            return pixels;
        }

        pixels.Dispose();
        throw Unreadable(origin, result, format);
    }

    private static void RequireHeader(SkiaImage image, ImageFormat format, string? origin)
    {
        if (image.WidthPixels == 0)
        {
            throw Unreadable(origin, DamagedHeader(format));
        }
    }

    private static string DamagedHeader(ImageFormat format) => $"the {format} file's header is damaged";

    private static RetrainException Unreadable(string? origin, SKCodecResult result, ImageFormat format) =>
        Unreadable(origin, result is SKCodecResult.IncompleteInput
            ? $"the {format} file is truncated or its pixels are damaged"
            : $"the {format} file's pixels are damaged");

    private static RetrainException Unreadable(string? origin, string reason) => new(ImageDiagnostics.Unreadable(origin, reason));
}
