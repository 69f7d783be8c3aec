using SkiaSharp;

namespace Retrain.Tests.Infrastructure;

/// <summary>Small photos that a test draws for itself: shapes of a category's colour on noise, the same at every call.</summary>
internal static class DrawnPhotos
{
    private static readonly SKColor[] Colors = [SKColors.Firebrick, SKColors.SteelBlue, SKColors.DarkGreen, SKColors.Goldenrod];

    /// <summary>Writes <paramref name="count"/> JPEG files into each category's folder.</summary>
    public static void Write(string folder, int count, params string[] categories)
    {
        for (int category = 0; category < categories.Length; category++)
        {
            Directory.CreateDirectory(Path.Combine(folder, categories[category]));
            for (int i = 0; i < count; i++)
            {
                File.WriteAllBytes(Path.Combine(folder, categories[category], $"{i}.jpg"), Draw(category, i));
            }
        }
    }

    /// <summary>A JPEG file's bytes.</summary>
    public static byte[] Draw(int category, int seed, int sizePixels = 96)
    {
        Random random = new((category * 10_000) + seed);
        using SKBitmap bitmap = new(sizePixels, sizePixels);
        using SKCanvas canvas = new(bitmap);
        canvas.Clear(new SKColor((byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256)));
        using SKPaint paint = new() { Color = Colors[category % Colors.Length] };
        float x = random.Next(sizePixels);
        float y = random.Next(sizePixels);
        if (category % 2 == 0)
        {
            canvas.DrawCircle(x, y, random.Next(20, 40), paint);
        }
        else
        {
            canvas.DrawRect(x - 25, y - 25, random.Next(30, 60), random.Next(30, 60), paint);
        }

        canvas.Flush();
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 80);
        return data.ToArray();
    }
}
