using Retrain.Training.Evaluation;

namespace Retrain.Tool.Display;

/// <summary>Shows the progress of a test.</summary>
internal sealed class TestingProgress : IDisposable
{
    private readonly Lock showing = new();
    private ProgressPhase? phase;

    /// <summary>Shows the number of tested images. Several threads may call it.</summary>
    public void Show(ImagesTested progress)
    {
        lock (showing)
        {
            phase ??= ProgressPhase.Begin(progress.Total);
            phase.Show(progress);
        }
    }

    /// <summary>Makes room for a line of another kind.</summary>
    public void End()
    {
        phase?.Dispose();
        phase = null;
    }

    public void Dispose() => End();
}
