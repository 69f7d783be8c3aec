using System.Globalization;
using System.Text;
using Retrain.Tool.Display;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>A terminal in memory, whose window can be made wider and narrower.</summary>
internal sealed class FakeTerminal
{
    private readonly StringBuilder written = new();

    public FakeTerminal(int columns, bool hasBlocks = true, bool hasColors = true)
    {
        Columns = columns;
#pragma warning disable CA2000 // Dispose objects before losing scope: a writer to memory holds nothing
        Terminal = new Terminal(new StringWriter(written, CultureInfo.InvariantCulture), () => Columns)
        {
            HasBlocks = hasBlocks,
            HasColors = hasColors,
        };
#pragma warning restore CA2000
    }

    public int Columns { get; set; }

    public Terminal Terminal { get; }

    /// <summary>Everything that was written, with its control sequences.</summary>
    public string Written => written.ToString().Replace(Environment.NewLine, "\n", StringComparison.Ordinal);

    /// <summary>The lines that a person sees.</summary>
    public string[] Screen => [.. new TerminalScreen(Written).Lines];
}
