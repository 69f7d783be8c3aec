using System.Globalization;
using System.Text;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Categories;
using SkiaSharp;

namespace Retrain.Training.Summaries;

/// <summary>
/// Draws text with letters of 5 x 7 pixels, since a container has no fonts. There are only capitals, and accents are left out.
/// </summary>
internal static class PixelText
{
    /// <summary>The height of a letter at scale 1.</summary>
    public const int HeightPixels = 7;

    private const int WidthPixels = 5;
    private const int AdvancePixels = WidthPixels + 1;

    // A row of five pixels is a number, whose highest bit is the left one.
    private static readonly Dictionary<char, byte[]> Glyphs = new()
    {
        [' '] = [0, 0, 0, 0, 0, 0, 0],
        ['0'] = [0b01110, 0b10001, 0b10011, 0b10101, 0b11001, 0b10001, 0b01110],
        ['1'] = [0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110],
        ['2'] = [0b01110, 0b10001, 0b00001, 0b00010, 0b00100, 0b01000, 0b11111],
        ['3'] = [0b11110, 0b00001, 0b00001, 0b01110, 0b00001, 0b00001, 0b11110],
        ['4'] = [0b00010, 0b00110, 0b01010, 0b10010, 0b11111, 0b00010, 0b00010],
        ['5'] = [0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110],
        ['6'] = [0b00110, 0b01000, 0b10000, 0b11110, 0b10001, 0b10001, 0b01110],
        ['7'] = [0b11111, 0b00001, 0b00010, 0b00100, 0b00100, 0b01000, 0b01000],
        ['8'] = [0b01110, 0b10001, 0b10001, 0b01110, 0b10001, 0b10001, 0b01110],
        ['9'] = [0b01110, 0b10001, 0b10001, 0b01111, 0b00001, 0b00010, 0b01100],
        ['A'] = [0b01110, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001],
        ['B'] = [0b11110, 0b10001, 0b10001, 0b11110, 0b10001, 0b10001, 0b11110],
        ['C'] = [0b01110, 0b10001, 0b10000, 0b10000, 0b10000, 0b10001, 0b01110],
        ['D'] = [0b11110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b11110],
        ['E'] = [0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b11111],
        ['F'] = [0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b10000],
        ['G'] = [0b01110, 0b10001, 0b10000, 0b10111, 0b10001, 0b10001, 0b01111],
        ['H'] = [0b10001, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001],
        ['I'] = [0b01110, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110],
        ['J'] = [0b00111, 0b00010, 0b00010, 0b00010, 0b00010, 0b10010, 0b01100],
        ['K'] = [0b10001, 0b10010, 0b10100, 0b11000, 0b10100, 0b10010, 0b10001],
        ['L'] = [0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b11111],
        ['M'] = [0b10001, 0b11011, 0b10101, 0b10101, 0b10001, 0b10001, 0b10001],
        ['N'] = [0b10001, 0b11001, 0b11001, 0b10101, 0b10011, 0b10011, 0b10001],
        ['O'] = [0b01110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110],
        ['P'] = [0b11110, 0b10001, 0b10001, 0b11110, 0b10000, 0b10000, 0b10000],
        ['Q'] = [0b01110, 0b10001, 0b10001, 0b10001, 0b10101, 0b10010, 0b01101],
        ['R'] = [0b11110, 0b10001, 0b10001, 0b11110, 0b10100, 0b10010, 0b10001],
        ['S'] = [0b01111, 0b10000, 0b10000, 0b01110, 0b00001, 0b00001, 0b11110],
        ['T'] = [0b11111, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100],
        ['U'] = [0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110],
        ['V'] = [0b10001, 0b10001, 0b10001, 0b10001, 0b01010, 0b01010, 0b00100],
        ['W'] = [0b10001, 0b10001, 0b10001, 0b10101, 0b10101, 0b11011, 0b10001],
        ['X'] = [0b10001, 0b10001, 0b01010, 0b00100, 0b01010, 0b10001, 0b10001],
        ['Y'] = [0b10001, 0b10001, 0b01010, 0b00100, 0b00100, 0b00100, 0b00100],
        ['Z'] = [0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b10000, 0b11111],
        ['-'] = [0, 0, 0, 0b01110, 0, 0, 0],
        ['_'] = [0, 0, 0, 0, 0, 0, 0b11111],
        ['.'] = [0, 0, 0, 0, 0, 0b01100, 0b01100],
        [','] = [0, 0, 0, 0, 0b00100, 0b00100, 0b01000],
        [':'] = [0, 0b01100, 0b01100, 0, 0b01100, 0b01100, 0],
        ['+'] = [0, 0b00100, 0b00100, 0b11111, 0b00100, 0b00100, 0],
        ['/'] = [0b00001, 0b00010, 0b00010, 0b00100, 0b01000, 0b01000, 0b10000],
        ['('] = [0b00010, 0b00100, 0b01000, 0b01000, 0b01000, 0b00100, 0b00010],
        [')'] = [0b01000, 0b00100, 0b00010, 0b00010, 0b00010, 0b00100, 0b01000],
        ['&'] = [0b01100, 0b10010, 0b10100, 0b01000, 0b10101, 0b10010, 0b01101],
        ['\''] = [0b00100, 0b00100, 0b01000, 0, 0, 0, 0],
    };

    /// <summary>The characters of a text that can be drawn, as they are drawn.</summary>
    public static string Drawable(string text)
    {
        StringBuilder drawable = new();
        foreach (char character in WithoutAccents(text))
        {
            char capital = char.ToUpperInvariant(character);
            if (Glyphs.ContainsKey(capital))
            {
                drawable.Append(capital);
            }
        }

        return drawable.ToString().Trim();
    }

    /// <summary>Whether a text can be recognised when it is drawn: only accents are lost.</summary>
    public static bool IsDrawable(string text) =>
        Drawable(text).Length == WithoutAccents(text)
            .Count(character => char.GetUnicodeCategory(character) is not UnicodeCategory.NonSpacingMark);

    private static string WithoutAccents(string text) => string.Concat(VisibleText.Of(text).Select(LetterComposition.BaseOf));

    /// <summary>The width of a text with so many letters.</summary>
    public static int Width(int letters, int scale) => scale * Math.Max(0, (letters * AdvancePixels) - 1);

    /// <summary>Draws a text from its upper left corner to the right.</summary>
    public static void Draw(SKCanvas canvas, string drawable, (int X, int Y) at, int scale, SKPaint paint)
    {
        foreach ((int index, char letter) in drawable.Index())
        {
            byte[] rows = Glyphs[letter];
            for (int y = 0; y < HeightPixels; y++)
            {
                for (int x = 0; x < WidthPixels; x++)
                {
                    if (((rows[y] >> (WidthPixels - 1 - x)) & 1) != 0)
                    {
                        canvas.DrawRect(at.X + (scale * ((index * AdvancePixels) + x)), at.Y + (scale * y), scale, scale, paint);
                    }
                }
            }
        }
    }
}
