using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Events;

namespace Retrain.Tool.Display;

/// <summary>A run as lines of text.</summary>
internal sealed class TextDisplay(Verbosity verbosity) : RunDisplay(verbosity)
{
    private ProgressPhase? phase;

    public override void Dispose() => EndPhase();

    protected override void Print(TrainingEvent trainingEvent)
    {
        if (trainingEvent is BottlenecksProgressed progress)
        {
            // All cached: nothing to wait for, so nothing to show.
            if (phase is not null || progress.Done < progress.Total)
            {
                phase ??= ProgressPhase.Begin(progress.Total);
                phase.Show(progress);
            }

            return;
        }

        if (trainingEvent is DownloadProgressed download)
        {
            phase ??= ProgressPhase.Begin(download.TotalBytes);
            phase.Show(download);
            return;
        }

        // No line runs into a bar; where the work goes on after a warning, another phase begins.
        EndPhase();
        if (trainingEvent is ProblemFound problem)
        {
            Console.Error.WriteLine(problem.Diagnostic);
            return;
        }

        foreach (string line in RunLines.Of(trainingEvent, DateTime.Now))
        {
            Console.Out.WriteLine(line);
        }
    }

    private void EndPhase()
    {
        phase?.Dispose();
        phase = null;
    }
}
