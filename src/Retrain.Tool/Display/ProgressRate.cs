using System.Diagnostics;
using Retrain.Training.Bottlenecks;

namespace Retrain.Tool.Display;

/// <summary>Measures the speed of the network, without cached images, and estimates the time that is left.</summary>
internal sealed class ProgressRate
{
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private int? computedAtStart;

    public TimeSpan Elapsed => clock.Elapsed;

    public (double ImagesPerSecond, TimeSpan Left) Measure(BottlenecksProgressed progress)
    {
        computedAtStart ??= progress.Computed;
        double imagesPerSecond = (progress.Computed - computedAtStart.Value) / Math.Max(clock.Elapsed.TotalSeconds, 1e-3);
        double secondsLeft = imagesPerSecond > 0 ? (progress.Total - progress.Done) / imagesPerSecond : 0;
        return (imagesPerSecond, TimeSpan.FromSeconds(secondsLeft));
    }
}
