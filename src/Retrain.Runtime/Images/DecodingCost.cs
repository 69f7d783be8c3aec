using Retrain.Runtime.Images.Formats;
using Retrain.Runtime.Images.Jpeg;
using Retrain.Runtime.Images.WebP;

namespace Retrain.Runtime.Images;

/// <summary>
/// Says how many pixels an image counts as, from its header and the number of its bytes. The kinds of files that a core decodes more slowly
/// than 0.5 s and 50 ns a pixel count as so many pixels as would take their time. What cameras, phones and programs usually write does
/// not.
/// </summary>
internal static class DecodingCost
{
    private const double FreeNanoseconds = 0.5e9;
    private const double PixelNanoseconds = 50;

    // Measured on one core of an AMD EPYC, with files of 24 and 50 megapixels and few and many bytes.
    private const double JpegPixel = 38;
    private const double CmykPixel = 74;
    private const double JpegByte = 36;
    private const double WebPPixel = 15;
    private const double WebPByte = 80;
    private const long WebPGroupPixels = 1720;
    private const int FreeWebPGroups = 1000;
    private const double PngPixel = 12;
    private const double InterlacedPngPixel = 35;
    private const double RawPngByte = 7.75;

    /// <summary>A progressive JPEG is passed over many times; in one scan, all bytes of a photo take less than its pixels may.</summary>
    public static long CountedPixels(JpegFile file, JpegFrame frame)
    {
        double pixels = (double)frame.WidthPixels * frame.HeightPixels;
        bool isPaidFor = JpegContent.FindUnpaid(file, frame) is null; // otherwise the file is refused without being decoded
        double pixelCost = file.IsCmyk ? CmykPixel : JpegPixel;
        return Counted(pixels, frame.Progressive && isPaidFor ? (pixels * pixelCost) + (file.CodedBytes * JpegByte) : 0);
    }

    /// <summary>
    /// A PNG takes time by its bytes before compression, a lossy WebP by those after it, and a lossless one by its groups of codes.
    /// </summary>
    public static long CountedPixels(ImageFormat format, ReadOnlySpan<byte> encoded, int widthPixels, int heightPixels)
    {
        long pixels = (long)widthPixels * heightPixels;
        return format switch
        {
            ImageFormat.PNG => Counted(pixels, pixels * ((PngStructure.IsInterlaced(encoded) ? InterlacedPngPixel : PngPixel)
                + (PngStructure.BitsPerPixel(encoded) / 8.0 * RawPngByte))),
            ImageFormat.WebP => CountedWebP(encoded, widthPixels, heightPixels),
            _ => pixels,
        };
    }

    // The tables of a group take time, and memory: up to 20 KB, as much as 1,720 pixels of 12 bytes. Photos have some hundred groups.
    private static long CountedWebP(ReadOnlySpan<byte> encoded, int widthPixels, int heightPixels)
    {
        long pixels = (long)widthPixels * heightPixels;
        WebPFrame frame = new(encoded, widthPixels, heightPixels);
        return Counted(pixels, (pixels * WebPPixel) + (frame.LossyBytes * WebPByte))
            + (Math.Max(frame.CountPrefixGroups() - FreeWebPGroups, 0) * WebPGroupPixels);
    }

    private static long Counted(double pixels, double nanoseconds) =>
        (long)Math.Max(pixels, (nanoseconds - FreeNanoseconds) / PixelNanoseconds);
}
