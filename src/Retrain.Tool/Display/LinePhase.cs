namespace Retrain.Tool.Display;

/// <summary>Plain lines now and then, for files and build logs.</summary>
/// <param name="output">Receives the lines.</param>
internal sealed class LinePhase(TextWriter output) : ProgressPhase
{
    // Soon enough to see that it lives; ever more seldom, so that an hour does not flood a log.
    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private TimeSpan next = First;

    public override void Dispose()
    {
        // The line of the finished work says it all.
    }

    protected override void Show(double done, string line, TimeSpan elapsed)
    {
        if (elapsed >= next)
        {
            next = elapsed + (elapsed < Longest ? elapsed : Longest);
            output.WriteLine(line);
        }
    }
}
