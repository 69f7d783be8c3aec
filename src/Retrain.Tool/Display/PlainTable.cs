using Spectre.Console;

namespace Retrain.Tool.Display;

/// <summary>Prints a table with headings. In a file, no line is wrapped.</summary>
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
