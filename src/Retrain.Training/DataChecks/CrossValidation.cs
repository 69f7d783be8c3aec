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

    private const int BlockSize = 96;

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
            enough: images.Images.Count,
            (training, random) => LogisticRegression.Fit(
                images.Matrix, [.. training.Select(Example.Of)], images.Labels.Count, random, cancellationToken),
            (image, probabilities) => all[image] = [.. probabilities]);
        return new CrossValidation(all);
    }

    /// <summary>Trains heads of any kind, each without the images that it then predicts.</summary>
    /// <param name="groups">The groups of images that share a fold.</param>
    /// <param name="enough">The number of predictions that are enough; no further head is trained when there are as many.</param>
    /// <param name="fit">Trains a head on images.</param>
    /// <param name="predicted">
    /// Told of each image, with probabilities that hold until it returns; not of those without which there is nothing to train on.
    /// </param>
    public static void Run(
        LabeledBottlenecks images,
        IReadOnlyList<int> groups,
        ulong seed,
        int enough,
        Func<IReadOnlyList<LabeledImage>, SeededRandom, SoftmaxHead> fit,
        Action<int, float[]> predicted)
    {
        SeededRandom random = new(seed);
        int[] folds = Folds(images, groups, random);
        float[] probabilities = new float[images.Labels.Count];
        float[] logits = new float[Math.Min(BlockSize, folds.Length) * probabilities.Length];
        int count = 0;
        for (int fold = 0; fold < FoldCount && count < enough; fold++)
        {
            LabeledImage[] training = [.. images.Images.Where((_, i) => folds[i] != fold)];
            if (training.Length == 0)
            {
                continue; // All images are of one group.
            }

            SoftmaxHead head = fit(training, random);
            foreach (int[] block in Enumerable.Range(0, folds.Length).Where(i => folds[i] == fold).Chunk(BlockSize))
            {
                Predict(head, images, block, logits);
                count += block.Length;
                foreach ((int place, int i) in block.Index())
                {
                    logits.AsSpan(place * probabilities.Length, probabilities.Length).CopyTo(probabilities);
                    predicted(i, probabilities);
                }
            }
        }
    }

    // Several at once, as a head of many labels does not fit into a core's cache.
    private static void Predict(SoftmaxHead head, LabeledBottlenecks images, int[] block, float[] logits)
    {
        Shares shares = new(Environment.ProcessorCount);
        Example[] batch = [.. block.Select(i => Example.Of(images.Images[i]))];
        new BatchLogits(shares).Compute(head, images.Matrix.Fetch(batch), logits);
        shares.Run(batch.Length, size: 4, (double)head.LabelCount * CrossEntropy.WorkOfLogit, (first, end) =>
        {
            for (int i = first; i < end; i++)
            {
                CrossEntropy.SoftmaxInPlace(logits.AsSpan(i * head.LabelCount, head.LabelCount), label: 0);
            }
        });
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
