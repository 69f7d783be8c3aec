using SkiaSharp;

namespace RoadSigns.Draw.Backgrounds;

/// <summary>
/// Cars, posters and lamps in the very colours of the signs: how much red or blue a photo holds must not tell which sign is in it.
/// </summary>
internal static class Clutter
{
    public static SKColor PickColor(SeededRandom random) => random.Pick(
        SKColor.FromHsv(random.Between(345, 362) % 360, random.Between(70, 95), random.Between(50, 88)),
        SKColor.FromHsv(random.Between(200, 230), random.Between(60, 95), random.Between(40, 80)),
        SKColor.FromHsv(random.Between(35, 55), random.Between(50, 95), random.Between(70, 95)),
        SKColor.FromHsv(random.Between(0, 60), random.Between(0, 10), random.Between(75, 98)),
        SKColor.FromHsv(random.Between(0, 360), random.Between(0, 20), random.Between(8, 40)));

    public static void Draw(SKCanvas canvas, SKRect frame, SeededRandom random)
    {
        int things = random.Integer(2, 6);
        for (int i = 0; i < things; i++)
        {
            float size = frame.Width * random.Between(0.08f, 0.3f);
            canvas.Save();
            canvas.Translate(random.Between(0, frame.Width), random.Between(0, frame.Height));
            canvas.RotateDegrees(random.Between(-8, 8));
            canvas.Scale(size);
            Action<SKCanvas, SeededRandom> draw = random.Pick<Action<SKCanvas, SeededRandom>>(DrawCar, DrawPoster, DrawAwning, DrawLamp);
            draw(canvas, random);
            canvas.Restore();
        }
    }

    // The things are about one unit wide, around the origin.
    private static void DrawCar(SKCanvas canvas, SeededRandom random)
    {
        using SKPaint body = Ink.Fill(PickColor(random));
        using SKPaint glass = Ink.Fill(new SKColor(50, 62, 76));
        using SKPaint tyre = Ink.Fill(new SKColor(26, 26, 28));
        canvas.DrawRoundRect(new SKRect(-0.3f, -0.36f, 0.3f, 0), 0.14f, 0.14f, body);
        canvas.DrawRoundRect(new SKRect(-0.24f, -0.3f, 0.24f, -0.1f), 0.1f, 0.1f, glass);
        canvas.DrawRoundRect(new SKRect(-0.55f, -0.13f, 0.55f, 0.16f), 0.09f, 0.09f, body);
        canvas.DrawCircle(-0.32f, 0.16f, 0.11f, tyre);
        canvas.DrawCircle(0.32f, 0.16f, 0.11f, tyre);
    }

    private static void DrawPoster(SKCanvas canvas, SeededRandom random)
    {
        using SKPaint paper = Ink.Fill(PickColor(random));
        float height = random.Between(0.3f, 0.9f);
        canvas.DrawRect(new SKRect(-0.5f, -height, 0.5f, height), paper);
        int blocks = random.Integer(1, 5);
        for (int i = 0; i < blocks; i++)
        {
            using SKPaint print = Ink.Fill(PickColor(random));
            float top = random.Between(-height, height * 0.8f);
            float left = random.Between(-0.45f, 0);
            canvas.DrawRect(new SKRect(left, top, random.Between(0.05f, 0.45f), top + height * random.Between(0.05f, 0.2f)), print);
        }
    }

    private static void DrawAwning(SKCanvas canvas, SeededRandom random)
    {
        SKColor first = PickColor(random);
        SKColor second = PickColor(random);
        for (int stripe = 0; stripe < 7; stripe++)
        {
            using SKPaint cloth = Ink.Fill(stripe % 2 == 0 ? first : second);
            using SKPath path = Outline.Polygon(
                new SKPoint(-0.5f + stripe / 7f, -0.2f), new SKPoint(-0.5f + (stripe + 1) / 7f, -0.2f),
                new SKPoint(-0.6f + (stripe + 1) * 1.2f / 7, 0.2f), new SKPoint(-0.6f + stripe * 1.2f / 7, 0.2f));
            canvas.DrawPath(path, cloth);
        }
    }

    private static void DrawLamp(SKCanvas canvas, SeededRandom random)
    {
        using SKPaint post = Ink.Stroke(new SKColor(58, 60, 62), 0.12f);
        using SKPaint shade = Ink.Fill(PickColor(random));
        canvas.DrawLine(0, 0, 0, 6, post);
        canvas.DrawCircle(0, -0.1f, random.Between(0.25f, 0.45f), shade);
    }
}
