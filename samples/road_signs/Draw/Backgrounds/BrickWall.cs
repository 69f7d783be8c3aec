using SkiaSharp;

namespace RoadSigns.Draw.Backgrounds;

/// <summary>Courses of bricks, each a little different; many of them as red as a sign's border.</summary>
internal sealed class BrickWall : Background
{
    public override void Draw(SKCanvas canvas, SKRect frame, SeededRandom random)
    {
        SKColor brick = random.Pick(
            new SKColor(158, 74, 58), new SKColor(176, 132, 96), new SKColor(120, 60, 54), new SKColor(150, 148, 142));
        canvas.Clear(Ink.Vary(new SKColor(168, 162, 152), 0.25f, random));
        canvas.Save();
        canvas.RotateDegrees(random.Between(-6, 6), frame.MidX, frame.MidY);
        float height = random.Between(7, 18);
        float width = height * random.Between(2, 3);
        float mortar = height * 0.14f;
        int course = 0;
        for (float y = -20; y < frame.Bottom + 20; y += height, course++)
        {
            for (float x = -30 - course % 2 * width / 2; x < frame.Right + 30; x += width)
            {
                using SKPaint paint = Ink.Fill(Ink.Vary(brick, 0.22f, random));
                canvas.DrawRect(new SKRect(x, y, x + width - mortar, y + height - mortar), paint);
            }
        }

        canvas.Restore();
    }
}
