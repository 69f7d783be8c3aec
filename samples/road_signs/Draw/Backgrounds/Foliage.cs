using SkiaSharp;

namespace RoadSigns.Draw.Backgrounds;

/// <summary>A hedge or a wood: leaves upon leaves, dark ones first.</summary>
internal sealed class Foliage : Background
{
    public override void Draw(SKCanvas canvas, SKRect frame, SeededRandom random)
    {
        float hue = random.Pick(100f, 85f, 135f, 40f, 18f); // the last two are autumn
        canvas.Clear(SKColor.FromHsv(hue, 45, 18));
        float size = random.Between(4, 12);
        const int Leaves = 420;
        for (int i = 0; i < Leaves; i++)
        {
            float value = 18 + 55f * i / Leaves + random.Between(-10, 10);
            using SKPaint leaf = Ink.Fill(SKColor.FromHsv(hue + random.Between(-16, 16), random.Between(35, 75), value));
            canvas.Save();
            canvas.Translate(random.Between(0, frame.Width), random.Between(0, frame.Height));
            canvas.RotateDegrees(random.Between(0, 180));
            canvas.DrawOval(0, 0, size * random.Between(0.6f, 1.4f), size * random.Between(0.3f, 0.6f), leaf);
            canvas.Restore();
        }
    }
}
