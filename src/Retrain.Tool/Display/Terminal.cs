using Retrain.Runtime.Diagnostics;
using Spectre.Console;

namespace Retrain.Tool.Display;

/// <summary>A terminal that a person looks at, and that can erase what it shows.</summary>
/// <param name="output">Receives the text.</param>
/// <param name="columns">Gives the width of the window, which may change at any time; 0 where it is not known.</param>
internal sealed class Terminal(TextWriter output, Func<int> columns)
{
    /// <summary>The number of a blue that can be read on white and on black alike, unlike most of the 16 named colours.</summary>
    public const int AccentNumber = 32;

    private const int UsualColumns = 80;
    private const string Bold = "\e[1m";
    private const string Plain = "\e[0m";

    // The first of them that is set counts.
    private static readonly string[] LocaleVariables = ["LC_ALL", "LC_CTYPE", "LANG"];

    /// <summary>The terminal of standard output and standard error; <see langword="null"/> where one of them is redirected.</summary>
    public static Terminal? Current =>
        Console.IsOutputRedirected || Console.IsErrorRedirected || !AnsiConsole.Profile.Capabilities.Ansi
            ? null
            : new Terminal(Console.Out, () => Console.WindowWidth)
            {
                HasColors = AnsiConsole.Profile.Capabilities.ColorSystem >= ColorSystem.EightBit,
                HasBlocks = ShowsBlocks(Environment.GetEnvironmentVariable),
            };

    public bool HasColors { get; init; }

    /// <summary>Whether it has the characters of the block elements and of lines.</summary>
    public bool HasBlocks { get; init; } = true;

    /// <summary>The width of the window in columns, at this moment.</summary>
    public int Width => columns() is > 0 and int known ? known : UsualColumns;

    /// <summary>Shows the cursor of standard output's terminal again, whatever else the process is doing.</summary>
    public static void ShowCursor()
    {
        if (Current is null)
        {
            return;
        }

        try
        {
            // A thread that writes, and waits for ever, keeps the console's writers to itself.
            using Stream stream = Console.OpenStandardOutput();
            stream.Write("\e[?25h"u8);
        }
        catch (IOException)
        {
            // The terminal is gone, and its cursor with it.
        }
    }

    /// <summary>Writes text that may hold control sequences, as one piece, so that no half of it is seen.</summary>
    public void Draw(string text)
    {
        output.Write(text);
        output.Flush();
    }

    /// <summary>Writes a line that may hold the control sequences of <see cref="Strong"/> and <see cref="Accent"/>.</summary>
    public void DrawLine(string text = "") => output.WriteLine(text);

    /// <summary>Breaks text between its words, so that the terminal does not break it within one.</summary>
    public IEnumerable<string> Lines(string text) => WrappedText.Lines(text, Width - 1);

    /// <summary>Writes a sentence, in which paths and labels may contain anything.</summary>
    public void WriteSentence(string text)
    {
        foreach (string line in Lines(VisibleText.Of(text)))
        {
            output.WriteLine(line);
        }
    }

    /// <summary>Makes text of a stranger harmless and gives it weight.</summary>
    public static string Strong(string text) => $"{Bold}{VisibleText.Of(text)}{Plain}";

    /// <summary>Gives the signs of a bar or a curve their colour.</summary>
    public string Accent(string text) => HasColors && text.Length > 0 ? $"\e[38;5;{AccentNumber}m{text}{Plain}" : text;

    /// <summary>Says whether a terminal with such environment variables shows block elements.</summary>
    /// <param name="variable">Gives the value of an environment variable.</param>
    internal static bool ShowsBlocks(Func<string, string?> variable)
    {
        // The tool prints UTF-8, whatever the locale says; the console of Linux has no font for all blocks.
        string locale = LocaleVariables.Select(variable).FirstOrDefault(value => !string.IsNullOrEmpty(value)) ?? "";
        int charset = locale.IndexOf('.', StringComparison.Ordinal);
        bool isUnicode = charset < 0
            ? locale is not ("C" or "POSIX")
            : locale[(charset + 1)..].Replace("-", "", StringComparison.Ordinal).StartsWith("utf8", StringComparison.OrdinalIgnoreCase);
        return isUnicode && variable("TERM") is not "linux";
    }
}
