using SkiaSharp;

namespace RoadSigns.Draw.Conditions;

/// <summary>The weather and the hour: brightness, the colour of the light, haze and the lens's dark corners.</summary>
internal static class Light
{
    public static void Shine(SKBitmap bitmap, SeededRandom random)
    {
        float exposure = random.Between(0.6f, 1.3f);
        float warmth = random.Between(-0.22f, 0.22f); // positive: evening, negative: shade
        float green = random.Between(-0.08f, 0.08f);
        float haze = random.Chance(0.3f) ? random.Between(0.1f, 0.3f) : 0;
        float hazeLevel = random.Between(150, 225);
        float vignette = random.Between(0, 0.4f);
        float[] gains = [exposure * (1 + warmth), exposure * (1 + green), exposure * (1 - warmth)]; // red, green, blue

        Span<byte> pixels = bitmap.GetPixelSpan(); // [height, width, RGBA]
        for (int y = 0; y < bitmap.Height; y++)
        {
            float down = 2f * y / bitmap.Height - 1;
            for (int x = 0; x < bitmap.Width; x++)
            {
                float right = 2f * x / bitmap.Width - 1;
                float corner = 1 - vignette * (right * right + down * down) / 2;
                Span<byte> pixel = pixels.Slice(y * bitmap.RowBytes + 4 * x, 3);
                for (int channel = 0; channel < 3; channel++)
                {
                    float lit = pixel[channel] * gains[channel] * corner;
                    pixel[channel] = (byte)Math.Clamp(lit + (hazeLevel - lit) * haze, 0, 255);
                }
            }
        }
    }
}
