using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Downloads;
using Retrain.Training.Evaluation;
using Retrain.Training.Occlusion;

namespace Retrain.Tool.Display;

/// <summary>
/// Shows the progress of one phase: a download, the computation of bottlenecks, a test. The phase ends when it is disposed.
/// </summary>
internal abstract class ProgressPhase : IDisposable
{
    private readonly ProgressRate rate = new();

    /// <summary>Begins with a live bar on a terminal, or with a line now and then in a file or a build log.</summary>
    /// <param name="total">The total amount of work, if it is known.</param>
    public static ProgressPhase Begin(double? total) =>
        Console.IsOutputRedirected || Console.IsErrorRedirected ? new LinePhase(Console.Out) : new BarPhase(total);

    public void Show(BottlenecksProgressed progress)
    {
        (double imagesPerSecond, TimeSpan left) = rate.Measure(progress);
        Show(progress.Done, EventText.Of(progress, imagesPerSecond, left), rate.Elapsed);
    }

    public void Show(DownloadProgressed progress) => Show(progress.DoneBytes, EventText.Of(progress), rate.Elapsed);

    public void Show(ImagesTested progress) => Show(progress.Done, EventText.Of(progress), rate.Elapsed);

    public void Show(OcclusionProgressed progress) => Show(progress.Done, EventText.Of(progress), rate.Elapsed);

    public abstract void Dispose();

    /// <param name="done">The part of the total that is done.</param>
    /// <param name="line">The progress in words.</param>
    /// <param name="elapsed">The time since the phase began.</param>
    protected abstract void Show(double done, string line, TimeSpan elapsed);
}
