using Retrain.Training.Bottlenecks;
using Retrain.Training.Sampling;

namespace Retrain.Training.Heads;

/// <summary>
/// Draws examples as retrain.py's get_random_cached_bottlenecks: a label, then one of its images, both uniformly and with
/// replacement, so that every label weighs the same however many images it has.
/// </summary>
internal sealed class BalancedBatches
{
    private readonly Example[][] labels;
    private readonly SeededRandom random;

    /// <param name="examplesOfLabels">The examples of each label; a label without any is never drawn.</param>
    public BalancedBatches(IReadOnlyList<Example[]> examplesOfLabels, SeededRandom random)
    {
        labels = [.. examplesOfLabels.Where(examples => examples.Length > 0)];
        this.random = random;
        All = [.. labels.SelectMany(examples => examples)];
    }

    /// <summary>Every example once, in order.</summary>
    public IReadOnlyList<Example> All { get; }

    /// <summary>Fills a batch; -1 stands for every example once, as in retrain.py.</summary>
    public Example[] Draw(int batchSize)
    {
        if (batchSize < 0 || All.Count == 0)
        {
            return [.. All];
        }

        Example[] batch = new Example[batchSize];
        Draw(batch);
        return batch;
    }

    /// <summary>Fills <paramref name="batch"/>.</summary>
    public void Draw(Span<Example> batch)
    {
        for (int i = 0; i < batch.Length; i++)
        {
            Example[] examples = labels[random.NextInt32(labels.Length)];
            batch[i] = examples[random.NextInt32(examples.Length)];
        }
    }
}
