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
        Run(
            images,
            groups,
            seed,
            (training, random) => LogisticRegression.Fit(
                images.Matrix, [.. training.Select(Example.Of)], images.Labels.Count, random, cancellationToken),
            (image, probabilities) => all[image] = [.. probabilities]);
        return new CrossValidation(all);
    }

    /// <summary>Trains heads of any kind, each without the images that it then predicts.</summary>
    /// <param name="groups">The groups of images that share a fold.</param>
    /// <param name="fit">Trains a head on images.</param>
    /// <param name="predicted">
    /// Told of each image, with probabilities that hold until it returns; not of those without which there is nothing to train on.
    /// </param>
    public static void Run(
        LabeledBottlenecks images,
        IReadOnlyList<int> groups,
        ulong seed,
        Func<IReadOnlyList<LabeledImage>, SeededRandom, SoftmaxHead> fit,
        Action<int, float[]> predicted)
    {
        SeededRandom random = new(seed);
        int[] folds = Folds(images, groups, random);
        float[] probabilities = new float[images.Labels.Count];
        for (int fold = 0; fold < FoldCount; fold++)
        {
            LabeledImage[] training = [.. images.Images.Where((_, i) => folds[i] != fold)];
            if (training.Length == 0)
            {
                continue; // All images are of one group.
            }

            SoftmaxHead head = fit(training, random);
            for (int i = 0; i < images.Images.Count; i++)
            {
                if (folds[i] == fold)
                {
                    head.Logits(images.Matrix.PaddedRow(images.Images[i].Row), probabilities);
                    CrossEntropy.SoftmaxInPlace(probabilities, 0);
                    predicted(i, probabilities);
                }
            }
        }
    }

    // Every fold gets equally many images of each label, as far as the groups allow.
    private static int[] Folds(LabeledBottlenecks images, IReadOnlyList<int> groups, SeededRandom random)
    {
        int[] order = [.. Enumerable.Range(0, images.Images.Count)];
        for (int i = order.Length - 1; i > 0; i--)
        {
            int other = random.NextInt32(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }

        int[] dealt = new int[images.Labels.Count];
        Dictionary<int, int> foldOfGroup = [];
        foreach (int i in order)
        {
            if (!foldOfGroup.ContainsKey(groups[i]))
            {
                foldOfGroup[groups[i]] = dealt[images.Images[i].LabelIndex]++ % FoldCount;
            }
        }

        return [.. groups.Select(group => foldOfGroup[group])];
    }
}
