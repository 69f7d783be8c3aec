using Retrain.Training.Bottlenecks;
using Retrain.Training.Heads;
using Retrain.Training.Sampling;

namespace Retrain.Training.DataChecks;

/// <summary>The predictions of heads for images that they were not trained on.</summary>
/// <param name="Probabilities">The probabilities of each image, shape [images, labels].</param>
internal sealed record CrossValidation(IReadOnlyList<float[]> Probabilities)
{
    private const int FoldCount = 5;

    /// <summary>Trains five heads, each without the fifth of the images that it then predicts.</summary>
    /// <param name="groups">The groups of images that share a fold, because a twin would confirm a wrong label.</param>
    public static CrossValidation Run(LabeledBottlenecks images, IReadOnlyList<int> groups, ulong seed, CancellationToken cancellationToken)
    {
        SeededRandom random = new(seed);
        int[] folds = Folds(images, groups, random);
        float[][] probabilities = new float[images.Images.Count][];
        for (int fold = 0; fold < FoldCount; fold++)
        {
            Example[] training = [.. images.Images.Where((_, i) => folds[i] != fold).Select(Example.Of)];
            if (training.Length == 0)
            {
                continue; // All images are of one group.
            }

            SoftmaxHead head = LogisticRegression.Fit(images.Matrix, training, images.Labels.Count, random, cancellationToken);
            for (int i = 0; i < images.Images.Count; i++)
            {
                if (folds[i] == fold)
                {
                    probabilities[i] = new float[images.Labels.Count];
                    head.Logits(images.Matrix.PaddedRow(images.Images[i].Row), probabilities[i]);
                    CrossEntropy.SoftmaxInPlace(probabilities[i], 0);
                }
            }
        }

        // If nothing is known, all labels are equally likely.
        float[] unknown = [.. Enumerable.Repeat(1f / images.Labels.Count, images.Labels.Count)];
        return new CrossValidation([.. probabilities.Select(known => known ?? unknown)]);
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
