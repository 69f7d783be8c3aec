using System.Globalization;
using System.Text;

namespace Retrain.Runtime.Diagnostics;

/// <summary>Shows text from a stranger (a path, a label, a library's error) in a terminal or a log: on one line, and inert.</summary>
/// <remarks>A name with a line break would otherwise forge a line, and one with an escape sequence would command the terminal.</remarks>
internal static class VisibleText
{
    /// <summary>
    /// Replaces control characters, line and paragraph separators, unpaired surrogates and marks that turn the direction of text by their
    /// escapes, as <c>\n</c> or <c>\u2028</c>. All else stays, a backslash too, so that paths of Windows can be copied.
    /// </summary>
    /// <returns>One line; the text itself where there is nothing to escape.</returns>
    public static string Of(string text)
    {
        StringBuilder? shown = null;
        for (int index = 0; index < text.Length; index++)
        {
            bool isPair = char.IsSurrogatePair(text, index);
            if (!isPair && IsActive(text[index]))
            {
                shown ??= new StringBuilder(text, 0, index, text.Length + 16);
                shown.Append(Escape(text[index]));
                continue;
            }

            shown?.Append(text, index, isPair ? 2 : 1);
            index += isPair ? 1 : 0;
        }

        return shown?.ToString() ?? text;
    }

    private static bool IsActive(char character) => char.GetUnicodeCategory(character) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate => true,
        UnicodeCategory.Format =>
            character is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'),
        _ => false,
    };

    private static string Escape(char character) => character switch
    {
        '\n' => @"\n",
        '\r' => @"\r",
        '\t' => @"\t",
        _ => $"\\u{(int)character:X4}",
    };
}
