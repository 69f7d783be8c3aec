using SkiaSharp;

namespace RoadSigns.Draw.Backgrounds;

/// <summary>A town far behind: discs and blocks of every colour, blurred.</summary>
internal sealed class OutOfFocus : Background
{
    public override void Draw(SKCanvas canvas, SKRect frame, SeededRandom random)
    {
        SKColor air = SKColor.FromHsv(random.Between(0, 360), random.Between(5, 35), random.Between(20, 75));
        DrawGradient(canvas, frame, Ink.Vary(air, 0.3f, random), Ink.Vary(air, 0.3f, random));
        using SKImageFilter filter = SKImageFilter.CreateBlur(random.Between(3, 8), random.Between(3, 8), SKShaderTileMode.Clamp);
        using SKPaint blur = new() { ImageFilter = filter };
        canvas.SaveLayer(frame, blur);
        int shapes = random.Integer(12, 34);
        for (int i = 0; i < shapes; i++)
        {
            using SKPaint paint = Ink.Fill(Clutter.PickColor(random).WithAlpha((byte)random.Integer(90, 230)));
            float x = random.Between(0, frame.Width);
            float y = random.Between(0, frame.Height);
            float size = random.Between(5, 34);
            if (random.Chance(0.5f))
            {
                canvas.DrawCircle(x, y, size, paint);
            }
            else
            {
                canvas.DrawRect(new SKRect(x - size, y - size * random.Between(0.5f, 2), x + size, y + size), paint);
            }
        }

        canvas.Restore();
    }
}
