using System.Collections.Frozen;
using SkiaSharp;

namespace RoadSigns.Draw.Signs;

/// <summary>Letters and digits as the middle line of their strokes: a font would differ from machine to machine.</summary>
internal static class Lettering
{
    private const float CellWidth = 6;
    private const float CellHeight = 10;
    private const float Gap = 2.6f;

    /// <summary>SVG path data in a cell of 6 by 10, y downwards.</summary>
    private static readonly FrozenDictionary<char, string> Glyphs = new Dictionary<char, string>
    {
        ['S'] = "M5.6 2.2 C5.2 -0.8 0.5 -0.7 0.5 2.5 C0.5 5.6 5.6 4.3 5.6 7.4 C5.6 10.8 0.7 10.7 0.4 7.8",
        ['T'] = "M-0.2 0 H6.2 M3 0 V10",
        ['O'] = "M3 0 C-0.8 0 -0.8 10 3 10 C6.8 10 6.8 0 3 0 Z",
        ['P'] = "M0.6 10 V0 H3 C6.8 0 6.8 5.4 3 5.4 H0.6",
        ['0'] = "M3 0 C-0.8 0 -0.8 10 3 10 C6.8 10 6.8 0 3 0 Z",
        ['1'] = "M1.4 2.2 L3.6 0 V10",
        ['2'] = "M0.5 2.6 C0.8 -0.9 5.6 -0.9 5.5 2.6 C5.5 4.8 2 7 0.5 10 H5.8",
        ['3'] = "M0.6 1.8 C1.2 -0.6 5.4 -0.6 5.3 2.4 C5.2 4.4 3.8 4.7 2.6 4.7 C4.2 4.7 5.7 5.3 5.6 7.3 C5.5 10.8 0.8 10.8 0.4 8",
        ['4'] = "M4.4 10 V0 L0.2 7 H6",
        ['5'] = "M5.3 0 H1.3 L0.8 4.6 C2.6 3.2 5.8 3.9 5.6 6.8 C5.4 10.8 1 10.8 0.4 8.2",
        ['6'] = "M5 1 C3 -1 0.5 1.4 0.5 6.5 C0.5 11.2 5.6 11 5.6 6.9 C5.6 3 1 3 0.6 6.6",
        ['7'] = "M0.3 0 H5.7 L2.4 10",
        ['8'] = "M3 4.7 C-0.4 4.7 -0.2 0 3 0 C6.2 0 6.4 4.7 3 4.7 C-0.9 4.7 -0.9 10 3 10 C6.9 10 6.9 4.7 3 4.7 Z",
        ['9'] = "M1 9 C3 11 5.5 8.6 5.5 3.5 C5.5 -1.2 0.4 -1 0.4 3.1 C0.4 7 5 7 5.4 3.4",
    }.ToFrozenDictionary();

    /// <summary>Draws a text that fills a box.</summary>
    /// <param name="canvas">What is drawn on.</param>
    /// <param name="text">Letters and digits that have a glyph.</param>
    /// <param name="box">The box of the strokes' middle lines.</param>
    /// <param name="strokeWidth">In the units of the box.</param>
    /// <param name="color">Of the strokes.</param>
    public static void Draw(SKCanvas canvas, string text, SKRect box, float strokeWidth, SKColor color)
    {
        float textWidth = text.Length * CellWidth + (text.Length - 1) * Gap;
        using SKPaint paint = Ink.Stroke(color, strokeWidth);
        paint.StrokeCap = SKStrokeCap.Butt;
        for (int i = 0; i < text.Length; i++)
        {
            float left = box.Left + i * (CellWidth + Gap) * box.Width / textWidth;
            SKMatrix place = SKMatrix.CreateScaleTranslation(box.Width / textWidth, box.Height / CellHeight, left, box.Top);
            using SKPath glyph = SKPath.ParseSvgPathData(Glyphs[text[i]]);
            glyph.Transform(place); // the outline moves, not the canvas: strokes keep one width in both directions
            canvas.DrawPath(glyph, paint);
        }
    }
}
