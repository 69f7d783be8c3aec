using SkiaSharp;

namespace RoadSigns.Draw.Signs;

/// <summary>E,12a: someone walking over stripes, in a white triangle on a blue square.</summary>
internal sealed class PedestrianCrossingSign : Sign
{
    public override string Category => "pedestrian_crossing";

    public override SKPath Plate() => Outline.Rectangle(new SKRect(-0.88f, -0.88f, 0.88f, 0.88f), 0.1f);

    public override void DrawFace(SKCanvas canvas, SignColors colors, SeededRandom random)
    {
        using SKPath field = Outline.Rectangle(new SKRect(-0.84f, -0.84f, 0.84f, 0.84f), 0.08f);
        using SKPaint blue = Ink.Fill(colors.Blue);
        using SKPaint white = Ink.Fill(colors.White);
        canvas.DrawPath(field, blue);
        using SKPath triangle = Outline.Polygon(new SKPoint(0, -0.72f), new SKPoint(0.76f, 0.64f), new SKPoint(-0.76f, 0.64f));
        canvas.DrawPath(triangle, white);

        canvas.Save();
        if (random.Chance(0.5f))
        {
            canvas.Scale(-1, 1);
        }

        DrawStripes(canvas, colors);
        DrawWalker(canvas, colors);
        canvas.Restore();
    }

    private static void DrawStripes(SKCanvas canvas, SignColors colors)
    {
        using SKPaint black = Ink.Fill(colors.Black);
        for (int stripe = -2; stripe <= 2; stripe++)
        {
            // Wider apart at the bottom: the crossing is seen from the pavement.
            float top = stripe * 0.2f;
            float bottom = stripe * 0.25f;
            using SKPath path = Outline.Polygon(
                new SKPoint(top - 0.05f, 0.42f), new SKPoint(top + 0.05f, 0.42f),
                new SKPoint(bottom + 0.07f, 0.58f), new SKPoint(bottom - 0.07f, 0.58f));
            canvas.DrawPath(path, black);
        }
    }

    private static void DrawWalker(SKCanvas canvas, SignColors colors)
    {
        using SKPaint head = Ink.Fill(colors.Black);
        using SKPaint limb = Ink.Stroke(colors.Black, 0.085f);
        using SKPaint body = Ink.Stroke(colors.Black, 0.15f);
        canvas.DrawCircle(0.02f, -0.4f, 0.085f, head);
        canvas.DrawLine(0, -0.2f, -0.02f, 0.05f, body);
        DrawJoint(canvas, limb, new SKPoint(0, 0.05f), new SKPoint(0.12f, 0.2f), new SKPoint(0.17f, 0.42f));
        DrawJoint(canvas, limb, new SKPoint(-0.02f, 0.05f), new SKPoint(-0.06f, 0.24f), new SKPoint(-0.22f, 0.42f));
        DrawJoint(canvas, limb, new SKPoint(0.02f, -0.22f), new SKPoint(0.15f, -0.1f), new SKPoint(0.26f, -0.04f));
        DrawJoint(canvas, limb, new SKPoint(-0.02f, -0.22f), new SKPoint(-0.16f, -0.08f), new SKPoint(-0.18f, 0.06f));
    }

    private static void DrawJoint(SKCanvas canvas, SKPaint paint, SKPoint from, SKPoint bend, SKPoint to)
    {
        canvas.DrawLine(from, bend, paint);
        canvas.DrawLine(bend, to, paint);
    }
}
