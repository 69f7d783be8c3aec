using SkiaSharp;

namespace RoadSigns.Draw;

/// <summary>The two kinds of paint that everything here is drawn with.</summary>
internal static class Ink
{
    public static SKPaint Fill(SKColor color) => new() { Color = color, IsAntialias = true };

    public static SKPaint Stroke(SKColor color, float width) => new()
    {
        Color = color,
        IsAntialias = true,
        IsStroke = true,
        StrokeWidth = width,
        StrokeCap = SKStrokeCap.Round,
        StrokeJoin = SKStrokeJoin.Round,
    };

    /// <summary>A light or dark neighbour of a colour: no two bricks, leaves or windows are alike.</summary>
    public static SKColor Vary(SKColor color, float amount, SeededRandom random)
    {
        float gain = 1 + random.Between(-amount, amount);
        return new SKColor(Scale(color.Red, gain), Scale(color.Green, gain), Scale(color.Blue, gain), color.Alpha);
    }

    /// <summary>A colour on the way from one to another.</summary>
    /// <param name="from">The colour at 0.</param>
    /// <param name="to">The colour at 1.</param>
    /// <param name="fraction">[0, 1].</param>
    public static SKColor Mix(SKColor from, SKColor to, float fraction) => new(
        (byte)(from.Red + (to.Red - from.Red) * fraction),
        (byte)(from.Green + (to.Green - from.Green) * fraction),
        (byte)(from.Blue + (to.Blue - from.Blue) * fraction));

    private static byte Scale(byte channel, float gain) => (byte)Math.Clamp(channel * gain, 0, 255);
}
