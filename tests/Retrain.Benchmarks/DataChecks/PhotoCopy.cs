using Retrain.Training.Sampling;
using SkiaSharp;

namespace Retrain.Benchmarks.DataChecks;

/// <summary>The copies of a photo that come to lie in a folder: saved again, in another size, trimmed or turned over.</summary>
internal static class PhotoCopy
{
    private const double CroppedFraction = 0.05;

    /// <summary>The kinds of copies, by what was done to the photo.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["resized", "recompressed", "cropped", "mirrored"];

    /// <summary>A JPEG file's bytes.</summary>
    public static byte[] Make(string path, string kind, SeededRandom random)
    {
        using SKBitmap photo = SKBitmap.Decode(path);
        (int width, int height) = (photo.Width, photo.Height);
        switch (kind)
        {
            case "resized":
                // From a thumbnail for the web to a little larger than it was.
                float scale = random.NextSingle(0.4f, 1.3f);
                return Draw(
                    photo, new SKRect(0, 0, width, height), (int)(width * scale), (int)(height * scale), mirror: false, quality: 85);
            case "recompressed":
                return Draw(photo, new SKRect(0, 0, width, height), width, height, mirror: false, quality: 10 + random.NextInt32(41));
            case "cropped":
                int left = random.NextInt32((int)(width * CroppedFraction) + 1);
                int top = random.NextInt32((int)(height * CroppedFraction) + 1);
                int keptWidth = (int)(width * (1 - CroppedFraction)), keptHeight = (int)(height * (1 - CroppedFraction));
                return Draw(photo, SKRect.Create(left, top, keptWidth, keptHeight), keptWidth, keptHeight, mirror: false, quality: 90);
            case "mirrored":
                return Draw(photo, new SKRect(0, 0, width, height), width, height, mirror: true, quality: 90);
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "no kind of copy");
        }
    }

    private static byte[] Draw(SKBitmap photo, SKRect part, int width, int height, bool mirror, int quality)
    {
        using SKBitmap copy = new(width, height);
        using SKCanvas canvas = new(copy);
        if (mirror)
        {
            canvas.Scale(-1, 1, width / 2f, 0);
        }

        using SKImage image = SKImage.FromBitmap(photo);
        canvas.DrawImage(image, part, new SKRect(0, 0, width, height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        canvas.Flush();
        using SKData data = copy.Encode(SKEncodedImageFormat.Jpeg, quality);
        return data.ToArray();
    }
}
