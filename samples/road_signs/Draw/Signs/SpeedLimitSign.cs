using SkiaSharp;

namespace RoadSigns.Draw.Signs;

/// <summary>C,14: a number in a red ring.</summary>
internal sealed class SpeedLimitSign : Sign
{
    public override string Category => "speed_limit";

    public override SKPath Plate() => Outline.Circle(1);

    public override void DrawFace(SKCanvas canvas, SignColors colors, SeededRandom random)
    {
        float ringWidth = random.Between(0.16f, 0.24f);
        using SKPaint ring = Ink.Stroke(colors.Red, ringWidth);
        canvas.DrawCircle(0, 0, 0.97f - ringWidth / 2, ring);

        string limit = random.Pick("20", "30", "40", "50", "60", "70", "80", "90", "100", "120");
        float halfWidth = limit.Length == 3 ? 0.56f : 0.46f;
        Lettering.Draw(canvas, limit, new SKRect(-halfWidth, -0.38f, halfWidth, 0.38f), random.Between(0.12f, 0.17f), colors.Black);
    }
}
