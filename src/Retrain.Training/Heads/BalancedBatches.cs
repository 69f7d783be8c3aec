using Retrain.Training.Bottlenecks;
using Retrain.Training.Sampling;

namespace Retrain.Training.Heads;

/// <summary>
/// Draws examples as retrain.py's get_random_cached_bottlenecks: a label, then one of its images, both uniformly and with
/// replacement, so that every label weighs the same however many images it has.
/// </summary>
internal sealed class BalancedBatches
{
    // retrain.py's default, which is drawn as there from however few images.
    private const int AlwaysDrawn = 100;

    private readonly IReadOnlyList<Example>[] labels;
    private readonly int count;
    private readonly int[] nextOfLabels;
    private readonly SeededRandom random;
    private bool isLarger;

    /// <param name="examplesOfLabels">The examples of each label; a label without any is never drawn.</param>
    public BalancedBatches(IReadOnlyList<IReadOnlyList<Example>> examplesOfLabels, SeededRandom random)
    {
        labels = [.. examplesOfLabels.Where(examples => examples.Count > 0)];
        nextOfLabels = new int[labels.Length];
        this.random = random;
        count = labels.Sum(examples => examples.Count);
    }

    /// <summary>
    /// Fills a batch; -1 stands for every example once, as in retrain.py. A batch larger than the set would hold every example many times,
    /// and the same mean is to be had from one that is no larger than the set.
    /// </summary>
    public Example[] Draw(int batchSize)
    {
        if (batchSize < 0 || count == 0)
        {
            return [.. labels.SelectMany(examples => examples)];
        }

        isLarger = batchSize > Math.Max(AlwaysDrawn, count);
        int perLabel = (count + labels.Length - 1) / labels.Length;
        Example[] batch = new Example[isLarger ? labels.Length * perLabel : batchSize];
        Draw(batch);
        return batch;
    }

    /// <summary>Fills <paramref name="batch"/>, which <see cref="Draw(int)"/> made, anew.</summary>
    public void Draw(Span<Example> batch)
    {
        if (isLarger)
        {
            Deal(batch);
            return;
        }

        for (int i = 0; i < batch.Length; i++)
        {
            IReadOnlyList<Example> examples = labels[random.NextInt32(labels.Length)];
            batch[i] = examples[random.NextInt32(examples.Count)];
        }
    }

    // Each label has as many places, and its examples take turns from batch to batch.
    private void Deal(Span<Example> batch)
    {
        int perLabel = batch.Length / labels.Length;
        for (int i = 0; i < batch.Length; i++)
        {
            int label = i / perLabel;
            batch[i] = labels[label][nextOfLabels[label]];
            nextOfLabels[label] = (nextOfLabels[label] + 1) % labels[label].Count;
        }
    }
}
