using Retrain.Runtime.Graphs.Sessions;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Heads;
using Retrain.Training.Novelty;

namespace Retrain.Training.TrainedGraphs;

/// <summary>
/// Runs the head of a graph that will be written on ONNX Runtime, as it will run in the app, so that an app gets these values, to the bit.
/// </summary>
internal static class GraphAnswers
{
    private const int BlockSize = 96;
    private const int RowsOfPart = 8;

    /// <summary>Makes something of the values for each image, so that not all values of all images are in memory at once.</summary>
    /// <param name="session">The head of the graph.</param>
    /// <param name="head">The head that the graph was made from.</param>
    /// <param name="select">
    /// Gets an image, and its probabilities with the novelty after them if the graph computes it, which hold during the call; called on any
    /// thread.
    /// </param>
    public static T[] Of<T>(
        GraphSession session,
        SoftmaxHead head,
        BottleneckMatrix bottlenecks,
        Example[] examples,
        Func<Example, ReadOnlySpan<float>, T> select,
        CancellationToken cancellationToken)
    {
        T[] answers = new T[examples.Length];
        Shares shares = new(Environment.ProcessorCount);
        int products = head.LabelCount + (session.OutputLength > head.LabelCount ? NoveltyBank.MostDirections : 0);
        for (int start = 0; start < examples.Length; start += BlockSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int first = start;
            Example[] block = examples[start..Math.Min(examples.Length, start + BlockSize)];
            nint[] rows = [.. bottlenecks.Fetch(block)];
            shares.Run(block.Length, size: RowsOfPart, (double)head.Length * products, (from, end) =>
            {
                float[] values = new float[session.OutputLength];
                for (int i = from; i < end; i++)
                {
                    Run(rows[i], values);
                    answers[first + i] = select(block[i], values);
                }
            });
        }

        return answers;

        // One at a time, as an app does: of several in one batch the sums may be added in another order.
        unsafe void Run(nint row, float[] values) => session.Run(new ReadOnlySpan<float>((float*)row, head.Length), 1, values);
    }
}
