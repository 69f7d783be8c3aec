using Retrain.Runtime.Diagnostics;
using Retrain.Tool.Display;
using Retrain.Training;
using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Downloads;
using Retrain.Training.Evaluation;
using Retrain.Training.Events;
using Retrain.Training.Heads;
using Retrain.Training.Occlusion;

namespace Retrain.Tool.Commands;

/// <summary>Shows a run as lines of text.</summary>
/// <param name="verbosity">The events to show.</param>
/// <param name="report">Receives the problems.</param>
/// <param name="live">Shows the training itself where a person looks at it; otherwise its lines are retrain.py's.</param>
internal sealed class TrainText(Verbosity verbosity, Action<Diagnostic> report, LiveTraining? live = null) : RunDisplay(verbosity, report)
{
    private ProgressPhase? phase;

    /// <summary>Begins the display of a phase, of which the total amount of work may be known.</summary>
    public Func<double?, ProgressPhase> Begin { get; init; } = ProgressPhase.Begin;

    /// <summary>The evaluated steps to show; <see langword="null"/> for all.</summary>
    public ShownSteps? Steps { get; init; }

    public override void Finish(RetrainResult result) => live?.Finish(result);

    protected override void Close()
    {
        EndPhase();
        foreach (TrainingEvent unsaid in live?.End() ?? [])
        {
            Write(unsaid);
        }
    }

    protected override void ShowEvent(TrainingEvent trainingEvent)
    {
        switch (trainingEvent)
        {
            case StepEvaluated step when Steps?.Has(step.Step) is false:
                break;

            // If all bottlenecks are cached, there is nothing to wait for.
            case BottlenecksProgressed progress when phase is null && progress.Done == progress.Total:
                break;
            case BottlenecksProgressed progress:
                phase ??= Begin(progress.Total);
                phase.Show(progress);
                break;
            case DownloadProgressed download:
                phase ??= Begin(download.TotalBytes);
                phase.Show(download);
                break;
            case ImagesTested progress:
                phase ??= Begin(progress.Total);
                phase.Show(progress);
                break;
            case OcclusionProgressed progress:
                phase ??= Begin(progress.Total);
                phase.Show(progress);
                break;
            default:
                if (live?.Show(trainingEvent) is not true)
                {
                    EndPhase();
                    Write(trainingEvent);
                }

                break;
        }
    }

    // No line may run into a bar. If the work goes on after a warning, another phase begins.
    protected override void EndPhase()
    {
        phase?.Dispose();
        phase = null;
        live?.Clear();
    }

    private static void Write(TrainingEvent trainingEvent) =>
        OutputLine.WriteSentences(EventText.Of(trainingEvent, DateTime.Now));
}
