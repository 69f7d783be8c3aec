using Spectre.Console;

namespace Retrain.Tool.Display;

/// <summary>A table with headings; where nobody watches, no line of it is broken for a terminal's width.</summary>
internal static class PlainTable
{
    private const int WidthOfAFile = 200;

    public static void Print(Table table)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = WidthOfAFile;
        }

        AnsiConsole.Write(table);
    }
}
