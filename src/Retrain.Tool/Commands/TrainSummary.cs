using System.Diagnostics;
using Retrain.Runtime.Diagnostics;
using Retrain.Tool.Display;
using Retrain.Training;
using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Calibration;
using Retrain.Training.Downloads;
using Retrain.Training.Evaluation;
using Retrain.Training.Events;
using Retrain.Training.Occlusion;
using Retrain.Training.Reports;
using static System.FormattableString;

namespace Retrain.Tool.Commands;

/// <summary>
/// Shows a build's training in one line. Standard error, which only a detailed log shows, gets a line now and then before it.
/// </summary>
/// <param name="model">The name that the line begins with.</param>
/// <param name="report">Receives every problem.</param>
internal sealed class TrainSummary(string model, Action<Diagnostic> report) : RunDisplay(Verbosity.Normal, report)
{
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private LinePhase? phase;
    private ErrorPromise? promise;

    public override bool ShowsSteps => false;

    // The problems of a build say it in the words of a project.
    protected override bool SaysTogether => false;

    public override void Finish(RetrainResult result)
    {
        string accuracy = result.TestAccuracy.Interval is WilsonInterval interval
            ? Invariant($"test accuracy {result.TestAccuracy.Percent:F1}% ")
                + Invariant($"({interval.Low * 100:0.#}-{interval.High * 100:0.#}, N={result.TestAccuracy.Total})")
            : "no test images";
        OutputLine.Write(
            Invariant($"{model}: {result.Labels.Count} labels, {result.ImageCount} images ({result.ComputedBottlenecks} new), ")
            + Invariant($"{accuracy}, {clock.Elapsed.TotalSeconds:F1} s"));

        // An app that asks for IsConfident would wonder.
        if (promise is not null && promise.Percent != promise.WantedPercent)
        {
            OutputLine.Write($"{model}: {PromiseText.Of(promise)}");
        }
    }

    protected override void Close()
    {
        // Each line is complete.
    }

    protected override void ShowEvent(TrainingEvent trainingEvent)
    {
        switch (trainingEvent)
        {
            case BackboneRead:
                // The build's detailed log says what was assumed of the file.
                Console.Error.WriteLine(VisibleText.Of(EventText.Of(trainingEvent, DateTime.Now).Single()));
                break;
            case HeadCalibrated calibrated:
                promise = calibrated.Calibration.Promise;
                break;
            case BottlenecksProgressed progress:
                phase ??= new LinePhase(Console.Error);
                phase.Show(progress);
                break;
            case DownloadAwaited download:
                OutputLine.Write($"{model}: {EventText.Of(download)}");
                break;
            case DownloadStarted download:
                OutputLine.Write($"{model}: {EventText.Of(download)}");
                break;
            case DownloadProgressed progress:
                phase ??= new LinePhase(Console.Error);
                phase.Show(progress);
                break;
            case OcclusionProgressed progress:
                phase ??= new LinePhase(Console.Error);
                phase.Show(progress);
                break;
            case ReportChecked or OcclusionMapped:
                phase = null;
                Console.Error.WriteLine(VisibleText.Of(EventText.Of(trainingEvent, DateTime.Now).Single()));
                break;
            case BaselineCompared compared:
                foreach (string line in EventText.Of(compared, DateTime.Now))
                {
                    OutputLine.Write($"{model}: {line}");
                }

                break;
            case ReportWritten written:
                OutputLine.Write($"{model}: report {written.Path}");
                break;
            case DownloadFinished or BottlenecksFinished:
                phase = null;
                break;
        }
    }
}
