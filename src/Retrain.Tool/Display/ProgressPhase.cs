using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Evaluation;

namespace Retrain.Tool.Display;

/// <summary>A time of waiting: for a download, for the images' bottlenecks, for their distorted variants', for
/// a test. Ends when disposed.</summary>
internal abstract class ProgressPhase : IDisposable
{
    private readonly ProgressRate rate = new();

    /// <summary>A live bar where a person is watching, lines now and then where it goes to a file or a build log.</summary>
    /// <param name="total">Of what is waited for, where it is known.</param>
    public static ProgressPhase Begin(double? total) =>
        Console.IsOutputRedirected || Console.IsErrorRedirected ? new LinePhase(Console.Out) : new BarPhase(total);

    public void Show(BottlenecksProgressed progress)
    {
        (double imagesPerSecond, TimeSpan left) = rate.Measure(progress);
        Show(progress.Done, EventText.Of(progress, imagesPerSecond, left), rate.Elapsed);
    }

    public void Show(DownloadProgressed progress) => Show(progress.DoneBytes, EventText.Of(progress), rate.Elapsed);

    public void Show(ImagesTested progress) => Show(progress.Done, EventText.Of(progress), rate.Elapsed);

    public abstract void Dispose();

    /// <param name="done">Of the total that the phase began with.</param>
    /// <param name="line">The progress in words.</param>
    /// <param name="elapsed">Since the phase began.</param>
    protected abstract void Show(double done, string line, TimeSpan elapsed);
}
