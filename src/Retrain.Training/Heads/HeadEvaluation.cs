using System.Numerics.Tensors;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Evaluation;
using Retrain.Training.Images;

namespace Retrain.Training.Heads;

/// <summary>The accuracy of a head on labelled bottlenecks, retrain.py's add_evaluation_step.</summary>
/// <param name="Accuracy">Images whose most probable label is their own.</param>
/// <param name="CrossEntropy">The mean over the images; 0 where there are none.</param>
/// <param name="Predictions">The most probable label of each, in order.</param>
internal sealed record HeadEvaluation(Accuracy Accuracy, double CrossEntropy, IReadOnlyList<int> Predictions)
{
    private const int BlockSize = 96;

    /// <summary>Evaluates a head on every image of a set, as it is.</summary>
    public static HeadEvaluation Of(SoftmaxHead head, LabeledBottlenecks bottlenecks, Split split, CancellationToken cancellationToken) =>
        Of(head, bottlenecks.Matrix, bottlenecks.Examples(split), cancellationToken);

    public static HeadEvaluation Of(
        SoftmaxHead head, BottleneckMatrix bottlenecks, IReadOnlyList<Example> examples, CancellationToken cancellationToken) =>
        Of(head, bottlenecks, examples, outputs: null, cancellationToken);

    /// <param name="outputs">Receives those of each example; <see langword="null"/> where they are not wanted.</param>
    public static HeadEvaluation Of(
        SoftmaxHead head,
        BottleneckMatrix bottlenecks,
        IReadOnlyList<Example> examples,
        BatchOutputs? outputs,
        CancellationToken cancellationToken)
    {
        Shares shares = new(Environment.ProcessorCount);
        BatchLogits batchLogits = new(shares);
        int labelCount = head.LabelCount;
        int[] predictions = new int[examples.Count];
        float[] crossEntropies = new float[examples.Count];
        float[] probabilities = new float[Math.Min(BlockSize, examples.Count) * labelCount];
        Example[] all = examples as Example[] ?? [.. examples];
        for (int start = 0; start < all.Length; start += BlockSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int first = start;
            int count = Math.Min(BlockSize, all.Length - first);
            batchLogits.Compute(head, bottlenecks.Fetch(all.AsSpan(first, count)), probabilities);
            if (outputs is not null)
            {
                probabilities.AsSpan(0, count * labelCount).CopyTo(outputs.Logits.AsSpan(first * labelCount));
            }

            shares.Run(count, 4, (double)labelCount * Heads.CrossEntropy.WorkOfLogit, (from, end) =>
            {
                for (int i = from; i < end; i++)
                {
                    Span<float> row = probabilities.AsSpan(i * labelCount, labelCount);
                    crossEntropies[first + i] = Heads.CrossEntropy.SoftmaxInPlace(row, all[first + i].LabelIndex);

                    // As tf.argmax: the first of equal ones.
                    predictions[first + i] = TensorPrimitives.IndexOfMax<float>(row);
                }
            });
            if (outputs?.Probabilities.Length > 0)
            {
                probabilities.AsSpan(0, count * labelCount).CopyTo(outputs.Probabilities.AsSpan(first * labelCount));
            }
        }

        double meanCrossEntropy = all.Length == 0 ? 0 : crossEntropies.Sum(value => (double)value) / all.Length;
        int correct = all.Zip(predictions).Count(pair => pair.First.LabelIndex == pair.Second);
        return new HeadEvaluation(new Accuracy(correct, all.Length), meanCrossEntropy, predictions);
    }
}
