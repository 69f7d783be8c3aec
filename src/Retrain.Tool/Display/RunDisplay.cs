using Retrain.Training;
using Retrain.Training.Backbones;
using Retrain.Training.Caching;
using Retrain.Training.Evaluation;
using Retrain.Training.Events;
using Retrain.Training.Splits;

namespace Retrain.Tool.Display;

/// <summary>Shows a training run: what happened to standard output, problems to standard error in the canonical form.</summary>
internal abstract class RunDisplay(Verbosity verbosity) : IDisposable
{
    /// <summary>
    /// JSON lines if wanted; else text, with a live bar where a person is watching and without where it goes to a file or a build log.
    /// </summary>
    public static RunDisplay ForConsole(Verbosity verbosity, bool json) => json ? new JsonDisplay(verbosity) : new TextDisplay(verbosity);

    public void Show(TrainingEvent trainingEvent)
    {
        if (verbosity >= LowestFor(trainingEvent))
        {
            Print(trainingEvent);
        }
    }

    /// <summary>Called when a run has done what it was to do.</summary>
    public virtual void Finish(RetrainResult result)
    {
    }

    public abstract void Dispose();

    protected abstract void Print(TrainingEvent trainingEvent);

    private static Verbosity LowestFor(TrainingEvent trainingEvent) => trainingEvent switch
    {
        ProblemFound or TestFinished => Verbosity.Quiet,

        // Asked for by a flag of their own.
        MisclassifiedImagesFound or ImageMisclassified => Verbosity.Quiet,
        BackboneLoaded or CacheOpened or LabelSplit => Verbosity.Detailed,
        _ => Verbosity.Normal,
    };
}
