using Spectre.Console;

namespace Retrain.Tool.Display;

/// <summary>Breaks text into lines between its words.</summary>
internal static class WrappedText
{
    // A command between two of them is one word, so that it can be copied.
    private const char Quote = '`';

    /// <param name="text">Words with spaces between them; spaces before the first stay where they are.</param>
    /// <param name="width">The width of a line; a longer word, such as a path, stays whole, so that it can be copied.</param>
    public static IEnumerable<string> Lines(string text, int width)
    {
        string line = text[..^text.TrimStart(' ').Length];
        bool isEmpty = true;
        foreach (string word in Words(text[line.Length..]))
        {
            if (!isEmpty && line.GetCellWidth() + 1 + word.GetCellWidth() > width)
            {
                yield return line;
                line = "";
                isEmpty = true;
            }

            line = isEmpty ? line + word : $"{line} {word}";
            isEmpty = false;
        }

        yield return line;
    }

    private static IEnumerable<string> Words(string text)
    {
        string? quoted = null;
        foreach (string part in text.Split(' '))
        {
            string word = quoted is null ? part : $"{quoted} {part}";
            bool isOpen = word.Count(character => character == Quote) % 2 == 1;
            quoted = isOpen ? word : null;
            if (!isOpen)
            {
                yield return word;
            }
        }

        // A quote without its end, in a name for instance, quotes nothing.
        foreach (string part in quoted?.Split(' ') ?? [])
        {
            yield return part;
        }
    }
}
