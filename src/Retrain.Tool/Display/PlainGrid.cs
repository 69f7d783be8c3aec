using Retrain.Runtime.Diagnostics;
using Spectre.Console;

namespace Retrain.Tool.Display;

/// <summary>
/// Prints columns of text, each as wide as its widest cell whatever the terminal's width, so that names can be copied whole.
/// </summary>
internal sealed class PlainGrid
{
    private const int WidthOfNoTerminal = 10_000;
    private const int Gap = 2;

    private readonly Grid grid = new();

    /// <param name="alignments">The alignment of each column.</param>
    public PlainGrid(params ReadOnlySpan<Justify> alignments)
    {
        foreach (Justify alignment in alignments)
        {
            grid.AddColumn(new GridColumn { Alignment = alignment, NoWrap = true, Padding = new Padding(0, 0, Gap, 0) });
        }
    }

    /// <param name="cells">The text of each column, from the first one.</param>
    public void Add(params IEnumerable<string> cells) => grid.AddRow([.. cells.Select(cell => new Text(VisibleText.Of(cell)))]);

    /// <summary>Prints the rows to standard output.</summary>
    public void Print() => Array.ForEach(Lines(), OutputLine.Write);

    /// <summary>The rows as lines, without blanks at their ends.</summary>
    public string[] Lines()
    {
        using StringWriter text = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = WidthOfNoTerminal;
        console.Write(grid);
        return [.. text.ToString().TrimEnd().ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())];
    }
}
