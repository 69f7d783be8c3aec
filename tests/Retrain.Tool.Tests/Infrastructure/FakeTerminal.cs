using Retrain.Tool.Display;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>A terminal in memory, whose window can be made wider and narrower.</summary>
internal sealed class FakeTerminal
{
    private readonly StringWriter written = new();

    public FakeTerminal(int columns, bool hasBlocks = true, bool hasColors = true)
    {
        Columns = columns;
        Terminal = new Terminal(written, () => Columns) { HasBlocks = hasBlocks, HasColors = hasColors };
    }

    public int Columns { get; set; }

    public Terminal Terminal { get; }

    /// <summary>Everything that was written, with its control sequences.</summary>
    public string Written => written.ToString().Replace(Environment.NewLine, "\n", StringComparison.Ordinal);

    /// <summary>The lines that a person sees.</summary>
    public string[] Screen => [.. new TerminalScreen(Written).Lines];
}
