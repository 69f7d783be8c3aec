using SkiaSharp;

namespace RoadSigns.Draw.Signs;

/// <summary>B,1: a white triangle on its point, bordered in red.</summary>
internal sealed class YieldSign : Sign
{
    public override string Category => "yield";

    public override SKPath Plate() => Outline.RegularPolygon(3, 1.3f, 90, 0.16f);

    public override void DrawFace(SKCanvas canvas, SignColors colors, SeededRandom random)
    {
        using SKPath border = Outline.RegularPolygon(3, 1.24f, 90, 0.13f);
        using SKPath field = Outline.RegularPolygon(3, random.Between(0.66f, 0.84f), 90, 0.05f);
        using SKPaint red = Ink.Fill(colors.Red);
        using SKPaint white = Ink.Fill(colors.White);
        canvas.DrawPath(border, red);
        canvas.DrawPath(field, white);
    }
}
