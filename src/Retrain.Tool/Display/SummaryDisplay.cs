using System.Diagnostics;
using Retrain.Training;
using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Events;

namespace Retrain.Tool.Display;

/// <summary>A run in one line, for the log of a build; while it lasts, a line now and then.</summary>
/// <param name="model">What the line begins with.</param>
internal sealed class SummaryDisplay(string model) : RunDisplay(Verbosity.Normal)
{
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private LinePhase? phase;

    public override void Finish(RetrainResult result) => Console.Out.WriteLine(RunLines.Summary(model, result, clock.Elapsed));

    public override void Dispose()
    {
        // Each line is complete.
    }

    protected override void Print(TrainingEvent trainingEvent)
    {
        switch (trainingEvent)
        {
            case ProblemFound problem:
                Console.Error.WriteLine(problem.Diagnostic);
                break;
            case BackboneRead:
                // What was assumed of the file stands in the build's detailed log.
                Console.Out.WriteLine(RunLines.Of(trainingEvent, DateTime.Now).Single());
                break;
            case BottlenecksProgressed progress:
                phase ??= new LinePhase();
                phase.Show(progress);
                break;
            case DownloadAwaited download:
                Console.Out.WriteLine($"{model}: {RunLines.Of(download)}");
                break;
            case DownloadStarted download:
                // The build shows lines that begin so, the progress only to those who ask for more.
                Console.Out.WriteLine($"{model}: {RunLines.Of(download)}");
                break;
            case DownloadProgressed progress:
                phase ??= new LinePhase();
                phase.Show(progress);
                break;
            case ReportWritten report:
                Console.Out.WriteLine($"{model}: report {report.Path}");
                break;
            case DownloadFinished or BottlenecksFinished:
                phase = null;
                break;
        }
    }
}
