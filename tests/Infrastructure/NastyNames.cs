using System.Globalization;
using System.Text;
using CsCheck;

namespace Retrain.Tests.Infrastructure;

/// <summary>Names as a stranger may give them to folders and labels, drawn from the code points that do most harm.</summary>
internal static class NastyNames
{
    private static readonly string[] Parts =
    [
        "\n", "\r", "\r\n", "\t", "\v", "\f", "\b", "\u0001", "\u001B[2J", "\u001B]0;title\u0007", "\u007F",
        "\u0085", "\u009B31m",
        "\u2028", "\u2029", "\u200E", "\u202E", "\u2066", "\u061C", "\uFEFF",
        "\u00AD", "\u00A0", "\u3000", "roses", " ", "é",
        "玫瑰", "🌹",
        "\\", "\\n", "\\u2028", "'", "\"", "`", "$(x)", "%0A", "&amp;", "<b>", "*/", "|", "[red]", "{0}",
        "error RT9999: x", "a : error RT9999: x",
    ];

    /// <summary>Names of up to eight parts, without unpaired surrogates, which no UTF-8 file can hold.</summary>
    public static Gen<string> Any { get; } =
        Gen.Int[0, Parts.Length - 1].Array[1, 8].Select(parts => string.Concat(parts.Select(i => Parts[i])));

    /// <summary>Whether a text is one line that no terminal obeys.</summary>
    public static bool IsInert(string line) => line.EnumerateRunes().All(rune =>
        Rune.GetUnicodeCategory(rune) is not
            (UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
        && rune.Value is not (0x61C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069)));
}
