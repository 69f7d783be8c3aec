using Retrain.Runtime.Diagnostics;
using Retrain.Tool.Display;
using Retrain.Training.Events;

namespace Retrain.Tool.Commands;

/// <summary>Shows a run as one JSON object per event and line.</summary>
internal sealed class TrainJson(Verbosity verbosity, Action<Diagnostic> report) : RunDisplay(verbosity, report)
{
    /// <summary>Shows a problem on standard error, as in any run, and as an event.</summary>
    public static void PrintProblem(Diagnostic problem)
    {
        Console.Error.WriteLine(problem);
        EventJson.Print(new ProblemFound(problem));
    }

    public override void Dispose()
    {
        // Each line is complete.
    }

    protected override void ShowEvent(TrainingEvent trainingEvent) => EventJson.Print(trainingEvent);
}
