using SkiaSharp;

namespace RoadSigns.Draw.Backgrounds;

/// <summary>Sky, houses or hills, grass and a road that runs to the horizon.</summary>
internal sealed class Street : Background
{
    public override void Draw(SKCanvas canvas, SKRect frame, SeededRandom random)
    {
        float horizon = frame.Height * random.Between(0.45f, 0.8f);
        DrawSky(canvas, frame with { Bottom = horizon }, random);
        if (random.Chance(0.6f))
        {
            DrawHouses(canvas, frame, horizon, random);
        }
        else
        {
            DrawHills(canvas, frame, horizon, random);
        }

        SKColor verge = random.Pick(
            new SKColor(84, 112, 52), new SKColor(140, 132, 84), new SKColor(120, 118, 114), new SKColor(214, 218, 224));
        DrawGradient(canvas, frame with { Top = horizon }, Ink.Vary(verge, 0.2f, random), Ink.Vary(verge, 0.3f, random));
        DrawRoad(canvas, frame, horizon, random);
    }

    private static void DrawSky(SKCanvas canvas, SKRect sky, SeededRandom random)
    {
        (SKColor top, SKColor bottom) = random.Pick(
            (new SKColor(70, 124, 200), new SKColor(176, 206, 232)),
            (new SKColor(150, 156, 164), new SKColor(206, 208, 210)),
            (new SKColor(60, 66, 110), new SKColor(236, 150, 90)),
            (new SKColor(26, 30, 48), new SKColor(60, 62, 84)));
        DrawGradient(canvas, sky, top, bottom);
        int clouds = random.Integer(0, 5);
        for (int i = 0; i < clouds; i++)
        {
            using SKPaint cloud = Ink.Fill(SKColors.White.WithAlpha((byte)random.Integer(30, 130)));
            float width = sky.Width * random.Between(0.1f, 0.35f);
            canvas.DrawOval(random.Between(0, sky.Width), random.Between(0, sky.Height), width, width * random.Between(0.15f, 0.4f), cloud);
        }
    }

    private static void DrawHouses(SKCanvas canvas, SKRect frame, float horizon, SeededRandom random)
    {
        for (float left = -10; left < frame.Right;)
        {
            float width = random.Between(24, 64);
            float top = horizon - random.Between(16, 0.9f * horizon);
            SKColor wall = SKColor.FromHsv(random.Between(0, 50), random.Between(5, 55), random.Between(35, 85));
            using SKPaint wallPaint = Ink.Fill(wall);
            using SKPaint windowPaint = Ink.Fill(Ink.Mix(wall, random.Pick(new SKColor(20, 24, 34), new SKColor(250, 220, 140)), 0.75f));
            canvas.DrawRect(new SKRect(left, top, left + width, horizon), wallPaint);
            for (float y = top + 6; y < horizon - 8; y += 15)
            {
                for (float x = left + 5; x < left + width - 6; x += 13)
                {
                    canvas.DrawRect(new SKRect(x, y, x + 6, y + 8), windowPaint);
                }
            }

            left += width;
        }
    }

    private static void DrawHills(SKCanvas canvas, SKRect frame, float horizon, SeededRandom random)
    {
        for (int i = 0; i < 4; i++)
        {
            using SKPaint hill = Ink.Fill(SKColor.FromHsv(random.Between(85, 165), random.Between(15, 45), random.Between(25, 60)));
            canvas.DrawOval(random.Between(0, frame.Width), horizon, random.Between(40, 120), random.Between(10, 0.4f * horizon), hill);
        }
    }

    private static void DrawRoad(SKCanvas canvas, SKRect frame, float horizon, SeededRandom random)
    {
        float vanishing = frame.Width * random.Between(0.1f, 0.9f);
        float near = frame.Width * random.Between(-0.3f, 1);
        float width = frame.Width * random.Between(0.4f, 0.9f);
        using SKPath road = Outline.Polygon(
            new SKPoint(vanishing - 3, horizon), new SKPoint(vanishing + 3, horizon),
            new SKPoint(near + width, frame.Bottom), new SKPoint(near, frame.Bottom));
        using SKPaint asphalt = Ink.Fill(Ink.Vary(new SKColor(86, 86, 90), 0.35f, random));
        canvas.DrawPath(road, asphalt);

        using SKPaint line = Ink.Fill(new SKColor(226, 226, 220));
        for (int dash = 0; dash < 4; dash++)
        {
            float from = dash / 4f;
            using SKPath mark = Outline.Polygon(OnAxis(from, -1), OnAxis(from, 1), OnAxis(from + 0.13f, 1), OnAxis(from + 0.13f, -1));
            canvas.DrawPath(mark, line);
        }

        // Squared: equal dashes look shorter towards the horizon.
        SKPoint OnAxis(float fraction, int side)
        {
            float depth = fraction * fraction;
            return new SKPoint(
                vanishing + (near + width / 2 - vanishing) * depth + side * width * 0.03f * depth,
                horizon + (frame.Bottom - horizon) * depth);
        }
    }
}
