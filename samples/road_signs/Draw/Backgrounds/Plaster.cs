using SkiaSharp;

namespace RoadSigns.Draw.Backgrounds;

/// <summary>A blotchy wall of plaster or concrete, now and then as blue or red as a sign.</summary>
internal sealed class Plaster : Background
{
    public override void Draw(SKCanvas canvas, SKRect frame, SeededRandom random)
    {
        SKColor wall = random.Pick(
            new SKColor(196, 190, 178), new SKColor(148, 150, 154), new SKColor(206, 178, 120),
            new SKColor(172, 88, 84), new SKColor(92, 118, 164));
        DrawGradient(canvas, frame, Ink.Vary(wall, 0.15f, random), Ink.Vary(wall, 0.3f, random));
        int blotches = random.Integer(20, 60);
        for (int i = 0; i < blotches; i++)
        {
            SKColor tone = random.Chance(0.5f) ? SKColors.Black : SKColors.White;
            using SKPaint blotch = Ink.Fill(tone.WithAlpha((byte)random.Integer(4, 22)));
            canvas.DrawOval(
                random.Between(0, frame.Width), random.Between(0, frame.Height), random.Between(5, 50), random.Between(5, 40), blotch);
        }

        using SKPaint crack = Ink.Stroke(SKColors.Black.WithAlpha(70), 1);
        SKPoint from = new(random.Between(0, frame.Width), 0);
        while (from.Y < frame.Bottom)
        {
            SKPoint to = from + new SKPoint(random.Between(-9, 9), random.Between(4, 14));
            canvas.DrawLine(from, to, crack);
            from = to;
        }
    }
}
