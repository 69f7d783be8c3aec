using SkiaSharp;

namespace RoadSigns.Draw.Signs;

/// <summary>C,1: a red disc with a white bar.</summary>
internal sealed class NoEntrySign : Sign
{
    public override string Category => "no_entry";

    public override SKPath Plate() => Outline.Circle(1);

    public override void DrawFace(SKCanvas canvas, SignColors colors, SeededRandom random)
    {
        using SKPaint red = Ink.Fill(colors.Red);
        using SKPaint white = Ink.Fill(colors.White);
        float halfHeight = random.Between(0.14f, 0.2f);
        canvas.DrawCircle(0, 0, random.Between(0.92f, 0.97f), red);
        canvas.DrawRect(new SKRect(-0.72f, -halfHeight, 0.72f, halfHeight), white);
    }
}
