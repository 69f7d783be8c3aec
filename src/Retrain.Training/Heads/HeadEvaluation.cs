using System.Numerics.Tensors;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Evaluation;
using Retrain.Training.Images;

namespace Retrain.Training.Heads;

/// <summary>The accuracy of a head on labelled bottlenecks, retrain.py's add_evaluation_step.</summary>
/// <param name="Accuracy">Images whose most probable label is their own.</param>
/// <param name="CrossEntropy">The mean over the images; 0 where there are none.</param>
internal sealed record HeadEvaluation(Accuracy Accuracy, double CrossEntropy)
{
    private const int BlockSize = 96;

    /// <summary>Evaluates a head on every image of a set, as it is.</summary>
    public static HeadEvaluation Of(SoftmaxHead head, LabeledBottlenecks bottlenecks, Split split, CancellationToken cancellationToken) =>
        Of(head, bottlenecks.Matrix, bottlenecks.ImagesOf(split).Select(Example.Of), cancellationToken);

    public static HeadEvaluation Of(
        SoftmaxHead head, BottleneckMatrix bottlenecks, IEnumerable<Example> examples, CancellationToken cancellationToken) =>
        Of(head, bottlenecks, examples, outputs: null, cancellationToken);

    /// <param name="examples">The examples, of which a block at a time is in memory.</param>
    /// <param name="outputs">Receives those of each example; <see langword="null"/> where they are not wanted.</param>
    public static HeadEvaluation Of(
        SoftmaxHead head,
        BottleneckMatrix bottlenecks,
        IEnumerable<Example> examples,
        BatchOutputs? outputs,
        CancellationToken cancellationToken)
    {
        Shares shares = new(Environment.ProcessorCount);
        BatchLogits batchLogits = new(shares);
        int labelCount = head.LabelCount;
        float[] probabilities = [];
        float[] crossEntropies = new float[BlockSize];
        bool[] areRight = new bool[BlockSize];
        (int total, int right, double sum) = (0, 0, 0);
        foreach (Example[] block in examples.Chunk(BlockSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = block.Length;
            probabilities = total == 0 ? new float[count * labelCount] : probabilities;
            batchLogits.Compute(head, bottlenecks.Fetch(block), probabilities);
            if (outputs is not null)
            {
                probabilities.AsSpan(0, count * labelCount).CopyTo(outputs.Logits.AsSpan(total * labelCount));
            }

            shares.Run(count, 4, (double)labelCount * Heads.CrossEntropy.WorkOfLogit, (from, end) =>
            {
                for (int i = from; i < end; i++)
                {
                    Span<float> row = probabilities.AsSpan(i * labelCount, labelCount);
                    crossEntropies[i] = Heads.CrossEntropy.SoftmaxInPlace(row, block[i].LabelIndex);

                    // As tf.argmax: the first of equal ones.
                    areRight[i] = TensorPrimitives.IndexOfMax<float>(row) == block[i].LabelIndex;
                }
            });
            if (outputs?.Probabilities.Length > 0)
            {
                probabilities.AsSpan(0, count * labelCount).CopyTo(outputs.Probabilities.AsSpan(total * labelCount));
            }

            for (int i = 0; i < count; i++)
            {
                sum += crossEntropies[i];
            }

            right += areRight.AsSpan(0, count).Count(true);
            total += count;
        }

        return new HeadEvaluation(new Accuracy(right, total), total == 0 ? 0 : sum / total);
    }
}
