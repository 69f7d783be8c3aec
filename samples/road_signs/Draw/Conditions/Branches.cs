using SkiaSharp;

namespace RoadSigns.Draw.Conditions;

/// <summary>Twigs that hang before the sign from outside its edge; they hide a part of it, never its middle.</summary>
internal static class Branches
{
    public static void Draw(SKCanvas canvas, Pose pose, SeededRandom random)
    {
        int branches = random.Chance(0.45f) ? random.Integer(1, 2) : 0;
        float hue = random.Pick(95f, 120f, 35f);
        for (int i = 0; i < branches; i++)
        {
            canvas.Save();
            canvas.Translate(pose.Center.X, pose.Center.Y);
            canvas.Scale(pose.Radius);
            canvas.RotateDegrees(random.Between(0, 360));
            DrawBranch(canvas, hue, random);
            canvas.Restore();
        }
    }

    /// <summary>Along the x axis, from two radii away to near the sign's middle.</summary>
    private static void DrawBranch(SKCanvas canvas, float hue, SeededRandom random)
    {
        float tip = random.Between(0.25f, 0.7f);
        float offset = random.Between(-0.7f, 0.7f);
        float bend = random.Between(-0.3f, 0.3f);
        using SKPaint bark = Ink.Stroke(new SKColor(70, 54, 40), random.Between(0.03f, 0.06f));
        SKPoint from = new(2, offset + bend);
        const int Segments = 12;
        for (int i = 1; i <= Segments; i++)
        {
            float along = (float)i / Segments;
            SKPoint to = new(2 + (tip - 2) * along, offset + bend * (1 - along) * (1 - along));
            canvas.DrawLine(from, to, bark);
            using SKPaint leaf = Ink.Fill(SKColor.FromHsv(hue + random.Between(-12, 12), random.Between(40, 80), random.Between(25, 65)));
            canvas.Save();
            canvas.Translate(to.X, to.Y);
            canvas.RotateDegrees(random.Between(0, 360));
            canvas.DrawOval(0.1f, 0, random.Between(0.08f, 0.16f), random.Between(0.04f, 0.08f), leaf);
            canvas.Restore();
            from = to;
        }
    }
}
