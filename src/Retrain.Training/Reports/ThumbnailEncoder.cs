using Retrain.Runtime;
using Retrain.Runtime.Images;
using Retrain.Runtime.Images.Formats;
using Retrain.Runtime.Images.Jpeg;
using SkiaSharp;

namespace Retrain.Training.Reports;

/// <summary>
/// Makes thumbnails of images as training sees them: it ignores colour profiles, and EXIF orientation where training does, and drops
/// transparency. An encoder serves a single thread.
/// </summary>
/// <param name="heightPixels">The height of the thumbnails, which is smaller for panoramas.</param>
/// <param name="maximumPixels">The largest number of pixels that an image may have.</param>
/// <param name="ignoresOrientation">Whether photos are shown as they are stored, whatever their EXIF orientation says.</param>
internal sealed class ThumbnailEncoder(int heightPixels, long maximumPixels, bool ignoresOrientation)
{
    private const int WidestRatio = 2;

    // WebP would be a tenth smaller but take seven times as long.
    private const int Quality = 60;

    // Beyond this, a filter of two by two pixels would miss some.
    private const int LargestReduction = 2;
    private const float SourceRatio = 1.5f;

    private readonly ImageFileReader reader = new();

    /// <summary>Makes a thumbnail of a file; <see langword="null"/> if the file can no longer be read.</summary>
    public Thumbnail? Encode(string path)
    {
        try
        {
            ReadOnlyMemory<byte> encoded = reader.Read(path);
            return Reduced(encoded) ?? Whole(encoded, path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or RetrainException)
        {
            // The file was readable when its bottleneck was computed; the report counts the missing pictures.
            return null;
        }
    }

    // The coefficients of a JPEG give an image of an eighth of its size at a fraction of the cost.
    private Thumbnail? Reduced(ReadOnlyMemory<byte> encoded)
    {
        if (ImageSignature.Recognise(encoded.Span) is not ImageFormat.JPEG)
        {
            return null;
        }

        using JpegFile file = new(encoded.Span);
        if (file.IsCmyk || file.FindFault() is not null)
        {
            return null;
        }

        int orientation = Orientation(encoded);
        using SKData data = SKData.CreateCopy(file.WithEnd().Span);
        using SKCodec? codec = CodecOf(data);
        if (codec is null || (long)codec.Info.Width * codec.Info.Height > maximumPixels)
        {
            return null;
        }

        (int width, int height) = UprightPixels.IsTransposed(orientation)
            ? (codec.Info.Height, codec.Info.Width)
            : (codec.Info.Width, codec.Info.Height);
        SKSizeI size = codec.GetScaledDimensions(Math.Min(1, SourceRatio * heightPixels / height));
        using PixelBuffer stored = new(size.Width, size.Height);
        if (!Read(codec, stored))
        {
            return null;
        }

        using PixelBuffer upright = UprightPixels.Of(stored, orientation);
        return Scaled(upright, (double)width / height);
    }

    private static unsafe bool Read(SKCodec codec, PixelBuffer pixels)
    {
        fixed (byte* target = pixels.WritableRgba)
        {
            SKImageInfo info = new(pixels.WidthPixels, pixels.HeightPixels, SKColorType.Rgba8888, SKAlphaType.Opaque);
            return codec.GetPixels(info, (nint)target) is SKCodecResult.Success;
        }
    }

    private int Orientation(ReadOnlyMemory<byte> encoded) =>
        ignoresOrientation ? ExifOrientation.Upright : ExifOrientation.Of(encoded.Span);

    // Skia returns null for a header that it does not understand, although the signature does not say so.
    private static SKCodec? CodecOf(SKData data) => SKCodec.Create(data);

    private Thumbnail Whole(ReadOnlyMemory<byte> encoded, string path)
    {
        using PixelBuffer pixels = ImageDecoder.Decode(encoded, path, maximumPixels, ignoresOrientation);
        return Scaled(pixels, (double)pixels.WidthPixels / pixels.HeightPixels);
    }

    private unsafe Thumbnail Scaled(PixelBuffer pixels, double ratio)
    {
        fixed (byte* rgba = pixels.Rgba)
        {
            // The fourth value is ignored, so that transparent pixels keep their colours.
            SKImageInfo info = new(pixels.WidthPixels, pixels.HeightPixels, SKColorType.Rgb888x, SKAlphaType.Opaque);
            using SKPixmap pixmap = new(info, (nint)rgba);
            return Scaled(pixmap, ratio);
        }
    }

    private Thumbnail Scaled(SKPixmap source, double ratio)
    {
        int height = (int)Math.Max(1, Math.Min(heightPixels, heightPixels * WidestRatio / ratio));
        int width = (int)Math.Clamp(Math.Round(height * ratio), 1, heightPixels * WidestRatio);
        using SKBitmap scaled = new(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using SKPixmap target = scaled.PeekPixels();
        bool isLarge = source.Height > height * LargestReduction || source.Width > width * LargestReduction;
        source.ScalePixels(target, new SKSamplingOptions(SKFilterMode.Linear, isLarge ? SKMipmapMode.Linear : SKMipmapMode.None));
        using SKData jpeg = target.Encode(new SKJpegEncoderOptions(Quality)) ?? throw new InvalidOperationException("JPEG encoding failed");
        return new(jpeg.ToArray(), width, height);
    }
}
