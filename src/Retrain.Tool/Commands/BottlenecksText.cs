using System.Globalization;
using System.Text;
using Retrain.Tool.Display;

namespace Retrain.Tool.Commands;

/// <summary>Prints a bottleneck as one line: the image, and the values with commas as in retrain.py's files.</summary>
internal static class BottlenecksText
{
    public static void Print(string path, ReadOnlySpan<float> bottleneck)
    {
        StringBuilder line = new();
        line.Append(path).Append(": ");
        for (int i = 0; i < bottleneck.Length; i++)
        {
            line.Append(i > 0 ? "," : "").Append(NumberOf(bottleneck[i]));
        }

        OutputLine.Write(line.ToString());
    }

    /// <summary>A number with the nine digits that tell all values of its type apart.</summary>
    public static string NumberOf(float value) => value.ToString("G9", CultureInfo.InvariantCulture);
}
