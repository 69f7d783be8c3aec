using Spectre.Console;

namespace Retrain.Tool.Display;

/// <summary>Breaks text into lines between its words.</summary>
internal static class WrappedText
{
    /// <param name="text">Words with spaces between them.</param>
    /// <param name="width">The width of a line; a longer word, such as a path, stays whole, so that it can be copied.</param>
    public static IEnumerable<string> Lines(string text, int width)
    {
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.GetCellWidth() + 1 + word.GetCellWidth() > width)
            {
                yield return line;
                line = "";
            }

            line = line.Length > 0 ? $"{line} {word}" : word;
        }

        yield return line;
    }
}
