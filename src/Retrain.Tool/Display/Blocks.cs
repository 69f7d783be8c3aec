namespace Retrain.Tool.Display;

/// <summary>Draws bars and curves with characters.</summary>
internal static class Blocks
{
    private const string Heights = "▁▂▃▄▅▆▇█";
    private const string HeightsInAscii = ".:-=+*#@";
    private const string Widths = "▏▎▍▌▋▊▉█"; // from one eighth to eight

    /// <summary>Draws numbers as columns between the lowest and the highest of them.</summary>
    /// <param name="values">The numbers, in the order of time.</param>
    /// <param name="width">The largest number of characters, each of which stands for the mean of its part of the numbers.</param>
    /// <param name="hasBlocks">Whether there are block elements; otherwise the characters are those of ASCII.</param>
    public static string Curve(IReadOnlyList<double> values, int width, bool hasBlocks)
    {
        int columns = Math.Min(width, values.Count);
        double[] means = [.. Enumerable.Range(0, columns).Select(column => Mean(values, column, columns))];
        double low = means.DefaultIfEmpty().Min();
        double high = means.DefaultIfEmpty().Max();
        string heights = hasBlocks ? Heights : HeightsInAscii;
        return string.Concat(means.Select(mean =>
            heights[high > low ? (int)Math.Round((mean - low) / (high - low) * (heights.Length - 1)) : heights.Length - 1]));
    }

    /// <summary>Draws a bar.</summary>
    /// <param name="fraction">The part of the width that is filled, in [0, 1].</param>
    /// <param name="width">The number of characters of a full bar.</param>
    /// <param name="hasBlocks">Whether there are block elements; otherwise the characters are those of ASCII.</param>
    public static string Bar(double fraction, int width, bool hasBlocks)
    {
        if (!hasBlocks)
        {
            return new string('#', (int)Math.Round(fraction * width));
        }

        (int full, int eighths) = Math.DivRem((int)Math.Round(fraction * width * Widths.Length), Widths.Length);
        return new string(Widths[^1], full) + (eighths > 0 ? Widths[eighths - 1] : "");
    }

    private static double Mean(IReadOnlyList<double> values, int column, int columns)
    {
        int first = (int)((long)column * values.Count / columns);
        int end = (int)((column + 1L) * values.Count / columns);
        double sum = 0;
        for (int i = first; i < end; i++)
        {
            sum += values[i];
        }

        return sum / (end - first);
    }
}
