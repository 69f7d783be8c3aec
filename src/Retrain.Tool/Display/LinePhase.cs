using Retrain.Runtime.Diagnostics;

namespace Retrain.Tool.Display;

/// <summary>Shows progress in a line now and then, for files and build logs.</summary>
/// <param name="output">Receives the lines.</param>
internal sealed class LinePhase(TextWriter output) : ProgressPhase
{
    // The first line comes soon, to show that work goes on; the others come ever more rarely, so that they do not flood a log.
    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private TimeSpan next = First;

    public override void Dispose()
    {
        // The line about the finished work follows.
    }

    protected override void Show(double done, string line, TimeSpan elapsed)
    {
        if (elapsed >= next)
        {
            next = elapsed + (elapsed < Longest ? elapsed : Longest);
            output.WriteLine(VisibleText.Of(line));
        }
    }
}
