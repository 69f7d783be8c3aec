using Retrain.Training.Bottlenecks;
using Retrain.Training.Heads;
using Retrain.Training.Images;
using Retrain.Training.Sampling;

namespace Retrain.Training.DataChecks;

/// <summary>
/// The images of a cross-validation, dealt into folds once, for however many heads are trained without the images of each and predict them.
/// </summary>
internal sealed class DealtFolds
{
    private const int BlockSize = 96;

    // Larger heads are trained one at a time, each on all threads: several arrays as large belong to each.
    private const long LargestHeadBytes = 8 << 20;

    private readonly LabeledBottlenecks images;
    private readonly IReadOnlyList<int[]> heldOut; // the images that each head is not trained on
    private readonly ulong seed;

    private DealtFolds(LabeledBottlenecks images, IReadOnlyList<int[]> heldOut, ulong seed)
    {
        this.images = images;
        this.heldOut = heldOut;
        this.seed = seed;
    }

    /// <summary>The number of heads.</summary>
    public int Count => heldOut.Count;

    /// <summary>Deals images into folds.</summary>
    /// <param name="groups">The groups of images that share a fold, because a twin would confirm a wrong label.</param>
    /// <param name="seed">Determines the folds and the draws of each head.</param>
    /// <param name="enough">The number of predictions that are enough; there are only as many heads as give them.</param>
    public static DealtFolds Deal(LabeledBottlenecks images, IReadOnlyList<int> groups, ulong seed, int enough)
    {
        int[] folds = FoldOfEach(images, groups, new SeededRandom(seed));
        List<int[]> heldOut = [];
        for (int fold = 0, count = 0; fold < CrossValidation.FoldCount && count < enough; fold++)
        {
            int[] members = [.. Enumerable.Range(0, folds.Length).Where(i => folds[i] == fold)];
            if (members.Length < folds.Length) // Else all images are of one group.
            {
                heldOut.Add(members);
                count += members.Length;
            }
        }

        return new DealtFolds(images, heldOut, seed);
    }

    /// <summary>Trains heads of any kind, each without the images that it then predicts, several at once.</summary>
    /// <param name="fit">Trains a head, on any thread.</param>
    /// <param name="predicted">
    /// Told of each image, on any thread, with the number of the head and probabilities that hold until it returns; not of images without
    /// which there is nothing to train on.
    /// </param>
    public void Run(Func<Fold, SoftmaxHead> fit, Action<int, int, float[]> predicted) =>
        ForEach((number, own) => Predict(number, fit(FoldOf(number, own)), own, predicted));

    /// <summary>Lets heads predict the images that they were not trained on, several at once.</summary>
    /// <param name="heads">The heads, from <see cref="Fit"/>.</param>
    /// <inheritdoc cref="Run" path="/param[@name='predicted']" />
    public void Predict(IReadOnlyList<SoftmaxHead> heads, Action<int, int, float[]> predicted) =>
        ForEach((number, own) => Predict(number, heads[number], own, predicted));

    /// <summary>Trains the heads alone, which predict nothing yet, one after the other on the thread that calls.</summary>
    /// <returns>The heads, by the numbers of their folds.</returns>
    public SoftmaxHead[] Fit(Func<Fold, SoftmaxHead> fit)
    {
        using BottleneckMatrix matrix = images.Matrix.View();
        LabeledBottlenecks own = images with { Matrix = matrix };
        return [.. Enumerable.Range(0, Count).Select(number => fit(FoldOf(number, own)))];
    }

    private void ForEach(Action<int, LabeledBottlenecks> work)
    {
        long headBytes = (long)images.Labels.Count * images.Matrix.Stride * sizeof(float);
        Shares shares = new(headBytes > LargestHeadBytes ? 1 : Environment.ProcessorCount);
        shares.Run(Count, size: 1, workOfEach: double.PositiveInfinity, (first, end) =>
        {
            for (int number = first; number < end; number++)
            {
                using BottleneckMatrix matrix = images.Matrix.View();
                work(number, images with { Matrix = matrix });
            }
        });
    }

    private Fold FoldOf(int number, LabeledBottlenecks own)
    {
        HashSet<int> left = [.. heldOut[number]];
        LabeledImage[] training = [.. own.Images.Where((_, i) => !left.Contains(i))];
        return new(number, own with { Images = training }, new SeededRandom(seed ^ (ulong)(number + 1)));
    }

    private void Predict(int number, SoftmaxHead head, LabeledBottlenecks own, Action<int, int, float[]> predicted)
    {
        float[] probabilities = new float[head.LabelCount];
        float[] logits = new float[Math.Min(BlockSize, heldOut[number].Length) * probabilities.Length];
        foreach (int[] block in heldOut[number].Chunk(BlockSize))
        {
            Predict(head, own, block, logits);
            foreach ((int place, int i) in block.Index())
            {
                logits.AsSpan(place * probabilities.Length, probabilities.Length).CopyTo(probabilities);
                predicted(number, i, probabilities);
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
    private static int[] FoldOfEach(LabeledBottlenecks images, IReadOnlyList<int> groups, SeededRandom random)
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
                foldOfGroup[groups[i]] = dealt[images.Images[i].LabelIndex]++ % CrossValidation.FoldCount;
            }
        }

        return [.. groups.Select(group => foldOfGroup[group])];
    }
}
