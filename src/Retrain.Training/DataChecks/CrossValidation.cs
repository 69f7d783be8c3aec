using Retrain.Training.Bottlenecks;
using Retrain.Training.Heads;
using Retrain.Training.Images;
using Retrain.Training.Sampling;

namespace Retrain.Training.DataChecks;

/// <summary>The predictions of heads for images that they were not trained on.</summary>
/// <param name="Probabilities">The probabilities of each image, shape [images, labels].</param>
internal sealed record CrossValidation(IReadOnlyList<float[]> Probabilities)
{
    public const int FoldCount = 5;

    /// <summary>Trains five heads for judging labels, each without the fifth of the images that it then predicts.</summary>
    /// <param name="groups">The groups of images that share a fold, because a twin would confirm a wrong label.</param>
    public static CrossValidation Run(LabeledBottlenecks images, IReadOnlyList<int> groups, ulong seed, CancellationToken cancellationToken)
    {
        // If nothing is known, all labels are equally likely.
        float[] unknown = [.. Enumerable.Repeat(1f / images.Labels.Count, images.Labels.Count)];
        float[][] all = [.. Enumerable.Repeat(unknown, images.Images.Count)];
        DealtFolds.Deal(images, groups, seed, enough: images.Images.Count).Run(
            fold => LogisticRegression.Fit(
                fold.Training.Matrix, [.. fold.Training.Images.Select(Example.Of)], images.Labels.Count, fold.Random, cancellationToken),
            (_, image, probabilities) => all[image] = [.. probabilities]);
        return new CrossValidation(all);
    }
}
