using SkiaSharp;

namespace RoadSigns.Draw.Signs;

/// <summary>B,2a: a red octagon with the word.</summary>
internal sealed class StopSign : Sign
{
    public override string Category => "stop";

    public override SKPath Plate() => Outline.RegularPolygon(8, 1.04f, 22.5f, 0.06f);

    public override void DrawFace(SKCanvas canvas, SignColors colors, SeededRandom random)
    {
        using SKPath field = Outline.RegularPolygon(8, random.Between(0.94f, 0.99f), 22.5f, 0.04f);
        using SKPaint red = Ink.Fill(colors.Red);
        canvas.DrawPath(field, red);
        Lettering.Draw(canvas, "STOP", new SKRect(-0.76f, -0.34f, 0.76f, 0.34f), random.Between(0.11f, 0.15f), colors.White);
    }
}
