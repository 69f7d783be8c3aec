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

    // Larger heads are trained one at a time, each on all threads: several arrays as large belong to each.
    private const long LargestHeadBytes = 8 << 20;

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
            fold => LogisticRegression.Fit(
                fold.Training.Matrix, [.. fold.Training.Images.Select(Example.Of)], images.Labels.Count, fold.Random, cancellationToken),
            (_, image, probabilities) => all[image] = [.. probabilities]);
        return new CrossValidation(all);
    }

    /// <summary>Trains heads of any kind, each without the images that it then predicts, several at once.</summary>
    /// <param name="groups">The groups of images that share a fold.</param>
    /// <param name="enough">The number of predictions that are enough; only as many heads are trained as give them.</param>
    /// <param name="fit">Trains a head, on any thread.</param>
    /// <param name="predicted">
    /// Told of each image, on any thread, with the head and probabilities that hold until it returns; not of images without which there
    /// is nothing to train on.
    /// </param>
    /// <returns>The number of heads.</returns>
    public static int Run(
        LabeledBottlenecks images,
        IReadOnlyList<int> groups,
        ulong seed,
        int enough,
        Func<Fold, SoftmaxHead> fit,
        Action<Fold, int, float[]> predicted)
    {
        List<int[]> heldOut = HeldOut(images, groups, seed, enough);
        long headBytes = (long)images.Labels.Count * images.Matrix.Stride * sizeof(float);
        Shares shares = new(headBytes > LargestHeadBytes ? 1 : Environment.ProcessorCount);
        shares.Run(heldOut.Count, size: 1, workOfEach: double.PositiveInfinity, (first, end) =>
        {
            for (int number = first; number < end; number++)
            {
                using BottleneckMatrix matrix = images.Matrix.View();
                LabeledBottlenecks own = images with { Matrix = matrix };
                Fold fold = FoldOf(number, own, heldOut[number], seed);
                Predict(fold, fit(fold), own, heldOut[number], predicted);
            }
        });
        return heldOut.Count;
    }

    /// <summary>Trains the heads alone, which predict nothing yet, one after the other on the thread that calls.</summary>
    /// <returns>The heads, by the numbers of their folds.</returns>
    public static SoftmaxHead[] Fit(
        LabeledBottlenecks images, IReadOnlyList<int> groups, ulong seed, int enough, Func<Fold, SoftmaxHead> fit)
    {
        using BottleneckMatrix matrix = images.Matrix.View();
        LabeledBottlenecks own = images with { Matrix = matrix };
        return [.. HeldOut(images, groups, seed, enough).Select((heldOut, number) => fit(FoldOf(number, own, heldOut, seed)))];
    }

    // The images that each head is not trained on.
    private static List<int[]> HeldOut(LabeledBottlenecks images, IReadOnlyList<int> groups, ulong seed, int enough)
    {
        int[] folds = Folds(images, groups, new SeededRandom(seed));
        List<int[]> heldOut = [];
        for (int fold = 0, count = 0; fold < FoldCount && count < enough; fold++)
        {
            int[] members = [.. Enumerable.Range(0, folds.Length).Where(i => folds[i] == fold)];
            if (members.Length < folds.Length) // Else all images are of one group.
            {
                heldOut.Add(members);
                count += members.Length;
            }
        }

        return heldOut;
    }

    private static Fold FoldOf(int number, LabeledBottlenecks images, int[] heldOut, ulong seed)
    {
        HashSet<int> left = [.. heldOut];
        LabeledImage[] training = [.. images.Images.Where((_, i) => !left.Contains(i))];
        return new(number, images with { Images = training }, new SeededRandom(seed ^ (ulong)(number + 1)));
    }

    private static void Predict(
        Fold fold, SoftmaxHead head, LabeledBottlenecks images, int[] heldOut, Action<Fold, int, float[]> predicted)
    {
        float[] probabilities = new float[head.LabelCount];
        float[] logits = new float[Math.Min(BlockSize, heldOut.Length) * probabilities.Length];
        foreach (int[] block in heldOut.Chunk(BlockSize))
        {
            Predict(head, images, block, logits);
            foreach ((int place, int i) in block.Index())
            {
                logits.AsSpan(place * probabilities.Length, probabilities.Length).CopyTo(probabilities);
                predicted(fold, i, probabilities);
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
