using Retrain.Runtime.Diagnostics;
using Retrain.Training;
using Retrain.Training.Backbones;
using Retrain.Training.Caching;
using Retrain.Training.Evaluation;
using Retrain.Training.Events;
using Retrain.Training.Splits;

namespace Retrain.Tool.Display;

/// <summary>Shows the events of a run on standard output.</summary>
/// <param name="verbosity">The events to show.</param>
/// <param name="report">Receives the problems.</param>
internal abstract class RunDisplay(Verbosity verbosity, Action<Diagnostic> report) : IDisposable
{
    public void Show(TrainingEvent trainingEvent)
    {
        if (trainingEvent is ProblemFound problem)
        {
            EndPhase();
            report(problem.Diagnostic);
        }
        else if (verbosity >= LowestFor(trainingEvent))
        {
            ShowEvent(trainingEvent);
        }
    }

    /// <summary>Shows the result of a run that succeeded.</summary>
    public virtual void Finish(RetrainResult result)
    {
    }

    public abstract void Dispose();

    protected abstract void ShowEvent(TrainingEvent trainingEvent);

    /// <summary>Ends a progress display, before a line of another kind.</summary>
    protected virtual void EndPhase()
    {
    }

    private static Verbosity LowestFor(TrainingEvent trainingEvent) => trainingEvent switch
    {
        TestFinished => Verbosity.Quiet,

        // These have a flag of their own.
        MisclassifiedImagesFound or ImageMisclassified => Verbosity.Quiet,
        BackboneLoaded or CacheOpened or LabelSplit => Verbosity.Detailed,
        _ => Verbosity.Normal,
    };
}
