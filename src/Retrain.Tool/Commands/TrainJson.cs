using Retrain.Runtime.Diagnostics;
using Retrain.Tool.Display;
using Retrain.Training.Events;

namespace Retrain.Tool.Commands;

/// <summary>Shows every event of a run as a JSON object on one line.</summary>
internal sealed class TrainJson(Verbosity verbosity, Action<Diagnostic> report) : RunDisplay(verbosity, report)
{
    /// <summary>Prints a problem on standard error, and as an event.</summary>
    public static void PrintProblem(Diagnostic problem)
    {
        ProblemLine.Write(problem);
        EventJson.Print(new ProblemFound(problem));
    }

    protected override void Close()
    {
        // Each line is complete.
    }

    protected override void ShowEvent(TrainingEvent trainingEvent) => EventJson.Print(trainingEvent);
}
