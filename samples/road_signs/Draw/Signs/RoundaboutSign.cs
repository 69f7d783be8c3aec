using SkiaSharp;

namespace RoadSigns.Draw.Signs;

/// <summary>D,3: three white arrows that chase each other on a blue disc.</summary>
internal sealed class RoundaboutSign : Sign
{
    private const float Radius = 0.53f;

    public override string Category => "roundabout";

    public override SKPath Plate() => Outline.Circle(1);

    public override void DrawFace(SKCanvas canvas, SignColors colors, SeededRandom random)
    {
        using SKPaint blue = Ink.Fill(colors.Blue);
        canvas.DrawCircle(0, 0, random.Between(0.93f, 0.98f), blue);

        using SKPath shaft = Shaft();
        using SKPath head = Outline.Polygon(
            new SKPoint(Radius - 0.24f, 0.02f), new SKPoint(Radius + 0.24f, 0.02f), new SKPoint(Radius - 0.06f, -0.34f));
        using SKPaint stroke = Ink.Stroke(colors.White, random.Between(0.16f, 0.21f));
        stroke.StrokeCap = SKStrokeCap.Butt;
        using SKPaint fill = Ink.Fill(colors.White);
        canvas.Save();
        if (random.Chance(0.4f))
        {
            canvas.Scale(-1, 1); // clockwise, for those who keep left
        }

        canvas.RotateDegrees(random.Between(-20, 20));
        for (int arrow = 0; arrow < 3; arrow++)
        {
            canvas.DrawPath(shaft, stroke);
            canvas.DrawPath(head, fill);
            canvas.RotateDegrees(120);
        }

        canvas.Restore();
    }

    /// <summary>From below on the right up to where the head begins: anticlockwise, for those who keep right.</summary>
    private static SKPath Shaft()
    {
        using SKPathBuilder builder = new();
        builder.AddArc(new SKRect(-Radius, -Radius, Radius, Radius), 62, -62);
        return builder.Detach();
    }
}
