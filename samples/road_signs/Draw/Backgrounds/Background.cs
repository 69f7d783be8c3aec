using System.Collections.Immutable;
using SkiaSharp;

namespace RoadSigns.Draw.Backgrounds;

/// <summary>The place behind a sign.</summary>
internal abstract class Background
{
    public static ImmutableArray<Background> All { get; } = [new Street(), new BrickWall(), new Foliage(), new Plaster(), new OutOfFocus()];

    public abstract void Draw(SKCanvas canvas, SKRect frame, SeededRandom random);

    /// <summary>Fills the frame from top to bottom with two colours.</summary>
    protected static void DrawGradient(SKCanvas canvas, SKRect frame, SKColor top, SKColor bottom)
    {
        using SKShader shader = SKShader.CreateLinearGradient(
            new SKPoint(frame.Left, frame.Top), new SKPoint(frame.Left, frame.Bottom), [top, bottom], SKShaderTileMode.Clamp);
        using SKPaint paint = new() { Shader = shader };
        canvas.DrawRect(frame, paint);
    }
}
