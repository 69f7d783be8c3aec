using Retrain.Training.Evaluation;

namespace Retrain.Tool.Display;

/// <summary>Shows how far a test is: a bar where a person is watching, else a line now and then.</summary>
internal sealed class TestingProgress : IDisposable
{
    private readonly Lock showing = new();
    private ProgressPhase? phase;

    /// <summary>May be called by several threads.</summary>
    public void Show(ImagesTested progress)
    {
        lock (showing)
        {
            phase ??= ProgressPhase.Begin(progress.Total);
            phase.Show(progress);
        }
    }

    public void Dispose() => phase?.Dispose();
}
