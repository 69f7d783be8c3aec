using Retrain.Training.Events;

namespace Retrain.Tool.Display;

/// <summary>Plain lines, for files and build logs.</summary>
internal sealed class LineDisplay : RunDisplay
{
    // Often enough to see that it lives, seldom enough not to flood a log.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private ProgressRate rate = new();
    private TimeSpan next = Interval;

    protected override void ShowProgress(BottlenecksProgressed progress)
    {
        (double imagesPerSecond, TimeSpan left) = rate.Measure(progress);
        if (rate.Elapsed < next)
        {
            return;
        }

        next = rate.Elapsed + Interval;
        Console.Out.WriteLine(RunLines.Of(progress, imagesPerSecond, left));
    }

    protected override void EndProgress()
    {
        // Distorted variants come in a second phase with a rate of its own.
        rate = new ProgressRate();
        next = Interval;
    }
}
