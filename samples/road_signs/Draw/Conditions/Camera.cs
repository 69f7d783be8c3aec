using SkiaSharp;

namespace RoadSigns.Draw.Conditions;

/// <summary>A cheap camera, often in a moving car: blur, noise, compression.</summary>
internal static class Camera
{
    public static byte[] Expose(SKBitmap scene, SeededRandom random)
    {
        using SKBitmap picture = Blur(scene, random);
        AddNoise(picture, random);
        using SKImage image = SKImage.FromBitmap(picture);
        using SKData jpeg = image.Encode(SKEncodedImageFormat.Jpeg, random.Integer(62, 88));
        return jpeg.ToArray();
    }

    /// <summary>Unfocused in all directions, or smeared in one by the car's movement.</summary>
    private static SKBitmap Blur(SKBitmap scene, SeededRandom random)
    {
        float sigma = random.Between(0.3f, 1.3f);
        float smear = random.Chance(0.25f) ? random.Between(0.8f, 1.8f) : 0;
        using SKImageFilter filter = SKImageFilter.CreateBlur(sigma + smear, sigma, SKShaderTileMode.Clamp);
        using SKPaint paint = new() { ImageFilter = filter };
        SKBitmap blurred = new(scene.Info);
        using SKCanvas canvas = new(blurred);
        canvas.DrawBitmap(scene, 0, 0, SKSamplingOptions.Default, paint);
        return blurred;
    }

    /// <summary>Of a small sensor: the same in all channels mostly, a little in each alone.</summary>
    private static void AddNoise(SKBitmap picture, SeededRandom random)
    {
        float deviation = random.Between(1, 7); // grey levels
        Span<byte> pixels = picture.GetPixelSpan(); // [height, width, RGBA]
        for (int i = 0; i + 3 < pixels.Length; i += 4)
        {
            float grey = random.Normal() * deviation;
            for (int channel = 0; channel < 3; channel++)
            {
                float noisy = pixels[i + channel] + grey + random.Normal() * deviation * 0.4f;
                pixels[i + channel] = (byte)Math.Clamp(noisy, 0, 255);
            }
        }
    }
}
