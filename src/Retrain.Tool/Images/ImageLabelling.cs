using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;

namespace Retrain.Tool.Images;

/// <summary>Classifies images on all cores and shows the results in the images' order.</summary>
/// <param name="classifier">The model.</param>
/// <param name="show">Receives each image's path and labels.</param>
/// <param name="report">Receives, in the same order, the problems of images that cannot be read.</param>
internal sealed class ImageLabelling(
    ImageClassifier classifier, Action<string, IReadOnlyList<Prediction>> show, Action<Diagnostic> report)
{
    // Large enough that cores rarely wait for a group's last image, small enough to hold its results in memory.
    private static readonly int GroupSize = 16 * Environment.ProcessorCount;

    public void Run(IReadOnlyList<string> images, CancellationToken cancellationToken)
    {
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        foreach (string[] group in images.Chunk(GroupSize))
        {
            Outcome[] outcomes = new Outcome[group.Length];
            Parallel.For(0, group.Length, parallel, i => outcomes[i] = Attempt(group[i]));
            foreach ((string image, Outcome outcome) in group.Zip(outcomes))
            {
                if (outcome.Problem is not null)
                {
                    report(outcome.Problem);
                }
                else
                {
                    show(image, outcome.Predictions);
                }
            }
        }
    }

    private Outcome Attempt(string image)
    {
        try
        {
            return new Outcome(classifier.Classify(image), null);
        }
        catch (RetrainException exception)
        {
            return new Outcome([], exception.Diagnostic);
        }
    }

    private readonly record struct Outcome(IReadOnlyList<Prediction> Predictions, Diagnostic? Problem);
}
