using Retrain.Training.Events;

namespace Retrain.Tool.Display;

/// <summary>A run as one JSON object per event and line; problems are also on standard error, as in any run.</summary>
internal sealed class JsonDisplay(Verbosity verbosity) : RunDisplay(verbosity)
{
    public override void Dispose()
    {
        // Each line is complete.
    }

    protected override void Print(TrainingEvent trainingEvent)
    {
        if (trainingEvent is ProblemFound problem)
        {
            Console.Error.WriteLine(problem.Diagnostic);
        }

        JsonLine.Print(json => EventJson.Write(json, trainingEvent));
    }
}
