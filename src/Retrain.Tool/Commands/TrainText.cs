using Retrain.Runtime.Diagnostics;
using Retrain.Tool.Display;
using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Downloads;
using Retrain.Training.Evaluation;
using Retrain.Training.Events;
using Retrain.Training.Occlusion;

namespace Retrain.Tool.Commands;

/// <summary>Shows a run as lines of text.</summary>
internal sealed class TrainText(Verbosity verbosity, Action<Diagnostic> report) : RunDisplay(verbosity, report)
{
    private ProgressPhase? phase;

    protected override void Close() => EndPhase();

    protected override void ShowEvent(TrainingEvent trainingEvent)
    {
        switch (trainingEvent)
        {
            // If all bottlenecks are cached, there is nothing to wait for.
            case BottlenecksProgressed progress when phase is null && progress.Done == progress.Total:
                break;
            case BottlenecksProgressed progress:
                phase ??= ProgressPhase.Begin(progress.Total);
                phase.Show(progress);
                break;
            case DownloadProgressed download:
                phase ??= ProgressPhase.Begin(download.TotalBytes);
                phase.Show(download);
                break;
            case ImagesTested progress:
                phase ??= ProgressPhase.Begin(progress.Total);
                phase.Show(progress);
                break;
            case OcclusionProgressed progress:
                phase ??= ProgressPhase.Begin(progress.Total);
                phase.Show(progress);
                break;
            default:
                EndPhase();
                foreach (string line in EventText.Of(trainingEvent, DateTime.Now))
                {
                    OutputLine.Write(line);
                }

                break;
        }
    }

    // No line may run into a bar. If the work goes on after a warning, another phase begins.
    protected override void EndPhase()
    {
        phase?.Dispose();
        phase = null;
    }
}
