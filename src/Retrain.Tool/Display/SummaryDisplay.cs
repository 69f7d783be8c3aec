using System.Diagnostics;
using Retrain.Runtime.Diagnostics;
using Retrain.Training;
using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Events;

namespace Retrain.Tool.Display;

/// <summary>Shows a build's training in one line. Standard error, which only a detailed log shows, gets a line now and then before it.</summary>
/// <param name="model">The name that the line begins with.</param>
/// <param name="report">Receives every problem.</param>
internal sealed class SummaryDisplay(string model, Action<Diagnostic> report) : RunDisplay(Verbosity.Normal)
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
                report(problem.Diagnostic);
                break;
            case BackboneRead:
                // The build's detailed log says what was assumed of the file.
                Console.Error.WriteLine(RunLines.Of(trainingEvent, DateTime.Now).Single());
                break;
            case BottlenecksProgressed progress:
                phase ??= new LinePhase(Console.Error);
                phase.Show(progress);
                break;
            case DownloadAwaited download:
                Console.Out.WriteLine($"{model}: {RunLines.Of(download)}");
                break;
            case DownloadStarted download:
                Console.Out.WriteLine($"{model}: {RunLines.Of(download)}");
                break;
            case DownloadProgressed progress:
                phase ??= new LinePhase(Console.Error);
                phase.Show(progress);
                break;
            case ReportWritten written:
                Console.Out.WriteLine($"{model}: report {written.Path}");
                break;
            case DownloadFinished or BottlenecksFinished:
                phase = null;
                break;
        }
    }
}
