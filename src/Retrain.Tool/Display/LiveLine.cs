using Spectre.Console;

namespace Retrain.Tool.Display;

/// <summary>
/// A line of a terminal that is written over again and again. The cursor stays visible, so that no end can leave it hidden.
/// </summary>
/// <param name="terminal">The terminal.</param>
internal sealed class LiveLine(Terminal terminal)
{
    private int shownColumns;

    /// <summary>Shows a text in place of the last one.</summary>
    /// <param name="text">The text, which is narrower than the window.</param>
    /// <param name="accented">Text that follows it in colour.</param>
    public void Show(string text, string accented = "")
    {
        // Erased behind the text and not before it, the line does not flicker.
        terminal.Draw($"{ToItsBegin()}{text}{terminal.Accent(accented)}\e[K");
        shownColumns = text.GetCellWidth() + accented.GetCellWidth();
    }

    /// <summary>Leaves the line as it was before the first text.</summary>
    public void Clear()
    {
        if (shownColumns > 0)
        {
            terminal.Draw($"{ToItsBegin()}\e[J");
            shownColumns = 0;
        }
    }

    /// <summary>Lets the last text stay, above all that follows.</summary>
    public void Keep()
    {
        if (shownColumns > 0)
        {
            terminal.DrawLine();
            shownColumns = 0;
        }
    }

    // A terminal whose window was made narrower has wrapped the line.
    private string ToItsBegin()
    {
        int rows = Math.Max(0, shownColumns - 1) / terminal.Width;
        return rows > 0 ? $"\e[{rows}A\r\e[J" : "\r";
    }
}
