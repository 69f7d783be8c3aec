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
    /// <summary>Evaluates a head on every image of a set, as it is.</summary>
    public static HeadEvaluation Of(SoftmaxHead head, LabeledBottlenecks bottlenecks, Split split, CancellationToken cancellationToken) =>
        Of(head, bottlenecks.Matrix, bottlenecks.Examples(split), cancellationToken);

    public static HeadEvaluation Of(
        SoftmaxHead head, BottleneckMatrix bottlenecks, IReadOnlyList<Example> examples, CancellationToken cancellationToken) =>
        Of(head, bottlenecks, examples, logits: [], cancellationToken);

    /// <param name="logits">Receives those of each example, shape [examples, labelCount]; empty where they are not wanted.</param>
    public static HeadEvaluation Of(
        SoftmaxHead head,
        BottleneckMatrix bottlenecks,
        IReadOnlyList<Example> examples,
        Span<float> logits,
        CancellationToken cancellationToken)
    {
        int[] predictions = new int[examples.Count];
        float[] probabilities = new float[head.LabelCount];
        double crossEntropy = 0;
        int correct = 0;
        for (int i = 0; i < examples.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Example example = examples[i];
            head.Logits(bottlenecks.PaddedRow(example.Row), probabilities);
            if (!logits.IsEmpty)
            {
                probabilities.CopyTo(logits[(i * head.LabelCount)..]);
            }

            crossEntropy += Heads.CrossEntropy.SoftmaxInPlace(probabilities, example.LabelIndex);

            // As tf.argmax: the first of equal ones.
            predictions[i] = TensorPrimitives.IndexOfMax<float>(probabilities);
            correct += predictions[i] == example.LabelIndex ? 1 : 0;
        }

        double meanCrossEntropy = examples.Count == 0 ? 0 : crossEntropy / examples.Count;
        return new HeadEvaluation(new Accuracy(correct, examples.Count), meanCrossEntropy, predictions);
    }
}
