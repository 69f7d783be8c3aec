using Retrain.Training.Bottlenecks;
using Retrain.Training.Sampling;

namespace Retrain.Training.Heads;

/// <summary>
/// Draws examples as retrain.py's get_random_cached_bottlenecks: a label, then one of its images, both uniformly and with
/// replacement, so that every label weighs the same however many images it has.
/// </summary>
internal sealed class BalancedBatches
{
    private readonly (int Label, int[] Rows)[] labels;
    private readonly SeededRandom random;

    /// <param name="rowsOfLabels">The rows of each label's images; a label without any is never drawn.</param>
    public BalancedBatches(IReadOnlyList<int[]> rowsOfLabels, SeededRandom random)
    {
        labels = [.. rowsOfLabels.Index().Where(entry => entry.Item.Length > 0).Select(entry => (entry.Index, entry.Item))];
        this.random = random;
        All = [.. labels.SelectMany(label => label.Rows.Select(row => new Example(row, label.Label)))];
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
            (int label, int[] rows) = labels[random.NextInt32(labels.Length)];
            batch[i] = new Example(rows[random.NextInt32(rows.Length)], label);
        }
    }
}
