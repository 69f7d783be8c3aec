using RoadSigns.Draw.Backgrounds;
using RoadSigns.Draw.Signs;
using SkiaSharp;

namespace RoadSigns.Draw;

/// <summary>A sign on its pole, with its shadow, stickers and dirt.</summary>
internal static class MountedSign
{
    public static void Draw(SKCanvas canvas, SKRect frame, Pose pose, Sign sign, SeededRandom random)
    {
        DrawPole(canvas, frame, pose, random);
        SignColors colors = SignColors.Pick(random);
        canvas.Save();
        canvas.Concat(pose.Matrix);
        using SKPath plate = sign.Plate();
        DrawEdge(canvas, plate, random);
        using SKPaint ground = Ink.Fill(colors.White);
        canvas.DrawPath(plate, ground);
        sign.DrawFace(canvas, colors, random);
        canvas.ClipPath(plate, SKClipOperation.Intersect, antialias: true);
        DrawStickers(canvas, random);
        DrawShading(canvas, random);
        canvas.Restore();
    }

    private static void DrawPole(SKCanvas canvas, SKRect frame, Pose pose, SeededRandom random)
    {
        if (random.Chance(0.15f))
        {
            return; // on a wall or hung above the road
        }

        float width = pose.Radius * random.Between(0.1f, 0.18f);
        float lean = random.Between(-0.08f, 0.08f);
        SKPoint foot = new(pose.Center.X + lean * (frame.Bottom - pose.Center.Y), frame.Bottom + width);
        SKColor metal = random.Pick(new SKColor(140, 144, 148), new SKColor(98, 100, 104), new SKColor(112, 92, 70));
        using SKPaint pole = Ink.Stroke(metal, width);
        using SKPaint gleam = Ink.Stroke(Ink.Mix(metal, SKColors.White, 0.4f), width * 0.3f);
        canvas.DrawLine(pose.Center, foot, pole);
        canvas.DrawLine(pose.Center.X - width * 0.2f, pose.Center.Y, foot.X - width * 0.2f, foot.Y, gleam);
    }

    /// <summary>The thickness of the plate, or the gap behind it.</summary>
    private static void DrawEdge(SKCanvas canvas, SKPath plate, SeededRandom random)
    {
        canvas.Save();
        canvas.Translate(random.Between(-0.05f, 0.05f), random.Between(0, 0.06f));
        using SKPaint edge = Ink.Fill(Ink.Vary(new SKColor(92, 94, 96), 0.4f, random));
        canvas.DrawPath(plate, edge);
        canvas.Restore();
    }

    private static void DrawStickers(SKCanvas canvas, SeededRandom random)
    {
        int stickers = random.Chance(0.35f) ? random.Integer(1, 2) : 0;
        for (int i = 0; i < stickers; i++)
        {
            canvas.Save();
            canvas.Translate(random.Between(-0.7f, 0.7f), random.Between(-0.7f, 0.7f));
            canvas.RotateDegrees(random.Between(0, 360));
            using SKPaint paper = Ink.Fill(Clutter.PickColor(random));
            float size = random.Between(0.08f, 0.2f);
            if (random.Chance(0.5f))
            {
                canvas.DrawCircle(0, 0, size, paper);
            }
            else
            {
                canvas.DrawRect(new SKRect(-size, -size * 0.6f, size, size * 0.6f), paper);
            }

            canvas.Restore();
        }
    }

    /// <summary>Light from one side, often the shadow of something unseen, sometimes mud.</summary>
    private static void DrawShading(SKCanvas canvas, SeededRandom random)
    {
        SKColor dark = SKColors.Black.WithAlpha((byte)random.Integer(20, 110));
        SKColor bright = SKColors.White.WithAlpha((byte)random.Integer(0, 80));
        using SKShader shader = SKShader.CreateLinearGradient(
            new SKPoint(random.Between(-1, 1), -1), new SKPoint(random.Between(-1, 1), 1),
            random.Chance(0.5f) ? [dark, bright] : [bright, dark], SKShaderTileMode.Clamp);
        using SKPaint gradient = new() { Shader = shader };
        canvas.DrawPaint(gradient);

        if (random.Chance(0.3f))
        {
            using SKPaint shadow = Ink.Fill(SKColors.Black.WithAlpha((byte)random.Integer(50, 110)));
            canvas.RotateDegrees(random.Between(-60, 60));
            canvas.DrawRect(new SKRect(-2, random.Between(-0.6f, 0), 2, random.Between(0.1f, 1.2f)), shadow);
        }

        int spots = random.Chance(0.3f) ? random.Integer(10, 40) : 0;
        for (int i = 0; i < spots; i++)
        {
            using SKPaint mud = Ink.Fill(new SKColor(96, 78, 58, (byte)random.Integer(60, 190)));
            canvas.DrawCircle(random.Between(-1, 1), random.Between(-0.2f, 1), random.Between(0.01f, 0.06f), mud);
        }
    }
}
