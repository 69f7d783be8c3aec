using Retrain.Runtime.Diagnostics;
using Retrain.Training;
using Retrain.Training.Backbones;
using Retrain.Training.Caching;
using Retrain.Training.Diagnostics;
using Retrain.Training.Evaluation;
using Retrain.Training.Events;
using Retrain.Training.Splits;

namespace Retrain.Tool.Display;

/// <summary>Shows the events of a run on standard output.</summary>
/// <param name="verbosity">The events to show.</param>
/// <param name="report">Receives the problems.</param>
internal abstract class RunDisplay(Verbosity verbosity, Action<Diagnostic> report) : IDisposable
{
    private readonly List<Diagnostic> ofSmallCategories = [];

    /// <summary>Whether the evaluations during the training are shown.</summary>
    public virtual bool ShowsSteps => verbosity > Verbosity.Quiet;

    /// <summary>Whether problems that many categories have are said once.</summary>
    protected virtual bool SaysTogether => true;

    public void Show(TrainingEvent trainingEvent)
    {
        if (SaysTogether && trainingEvent is ProblemFound { Diagnostic: Diagnostic small } && ProblemsOfManyCategories.Are(small))
        {
            // They come one after another.
            ofSmallCategories.Add(small);
            return;
        }

        ReportTogether();
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

    public void Dispose()
    {
        ReportTogether();
        Close();
    }

    protected abstract void ShowEvent(TrainingEvent trainingEvent);

    /// <summary>Ends the display.</summary>
    protected abstract void Close();

    /// <summary>Ends a progress display, before a line of another kind.</summary>
    protected virtual void EndPhase()
    {
    }

    private void ReportTogether()
    {
        if (ofSmallCategories.Count > 0)
        {
            EndPhase();
            Diagnostic[] problems = [.. ProblemsOfManyCategories.Together(ofSmallCategories)];
            ofSmallCategories.Clear();
            Array.ForEach(problems, report);
        }
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
