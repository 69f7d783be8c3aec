using Retrain.Training.Events;

namespace Retrain.Tool.Display;

/// <summary>Shows a training run: what happened to standard output, problems to standard error in the canonical form.</summary>
internal abstract class RunDisplay : IDisposable
{
    /// <summary>A live progress bar where a person is watching, lines where the output goes to a file or a build log.</summary>
    public static RunDisplay ForConsole() =>
        Console.IsOutputRedirected || Console.IsErrorRedirected ? new LineDisplay() : new TerminalDisplay();

    public void Show(TrainingEvent trainingEvent)
    {
        switch (trainingEvent)
        {
            case ProblemFound problem:
                Console.Error.WriteLine(problem.Diagnostic);
                break;
            case BottlenecksProgressed progress:
                ShowProgress(progress);
                break;
            case BottlenecksFinished finished:
                EndProgress();
                Console.Out.WriteLine(RunLines.Of(finished));
                break;
            default:
                foreach (string line in RunLines.Of(trainingEvent, DateTime.Now))
                {
                    Console.Out.WriteLine(line);
                }

                break;
        }
    }

    public void Dispose()
    {
        EndProgress();
        GC.SuppressFinalize(this);
    }

    protected abstract void ShowProgress(BottlenecksProgressed progress);

    /// <summary>Called when the last bottleneck is there, and again at the end of the run, whatever its end.</summary>
    protected abstract void EndProgress();
}
