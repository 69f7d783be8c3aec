using Retrain.Training.Events;

namespace Retrain.Tool.Display;

/// <summary>A time in which bottlenecks are computed: the images', then their distorted variants'. Ends when disposed.</summary>
internal abstract class ProgressPhase : IDisposable
{
    private readonly ProgressRate rate = new();

    public void Show(BottlenecksProgressed progress)
    {
        (double imagesPerSecond, TimeSpan left) = rate.Measure(progress);
        Show(progress, RunLines.Of(progress, imagesPerSecond, left), rate.Elapsed);
    }

    public abstract void Dispose();

    /// <param name="line">The progress in words.</param>
    /// <param name="elapsed">Since the phase began.</param>
    protected abstract void Show(BottlenecksProgressed progress, string line, TimeSpan elapsed);
}
