using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Retrain.Training.Heads;

/// <summary>tf.nn.softmax_cross_entropy_with_logits for one image.</summary>
internal static class CrossEntropy
{
    /// <summary>A softmax takes as long as so many multiply-adds for each logit, about.</summary>
    public const int WorkOfLogit = 30;

    private const int FewLogits = 32; // To call functions on vectors of fewer takes longer than to work on them.

    /// <summary>Turns logits into probabilities that sum to 1, in place. // [labelCount]</summary>
    /// <returns>-log(probability of <paramref name="label"/>), from the logits, so that it stays finite.</returns>
    public static float SoftmaxInPlace(Span<float> logits, int label)
    {
        float labelLogit = logits[label];
        float largest = TensorPrimitives.Max<float>(logits);
        float sum = logits.Length < FewLogits ? Exponentials(logits, largest) : ManyExponentials(logits, largest);
        TensorPrimitives.Divide(logits, sum, logits);
        return MathF.Log(sum) + largest - labelLogit;
    }

    private static float Exponentials(Span<float> logits, float largest)
    {
        float sum = 0;
        foreach (ref float logit in logits)
        {
            logit = MathF.Exp(logit - largest);
            sum += logit;
        }

        return sum;
    }

    private static float ManyExponentials(Span<float> logits, float largest)
    {
        TensorPrimitives.Subtract(logits, largest, logits);
        TensorPrimitives.Exp<float>(logits, logits);
        return Sum(logits);
    }

    // In eight lanes on every processor, so that the order of the sums is always the same.
    private static float Sum(ReadOnlySpan<float> values)
    {
        Vector256<float> lanes = default;
        ReadOnlySpan<Vector256<float>> vectors = MemoryMarshal.Cast<float, Vector256<float>>(values);
        foreach (Vector256<float> vector in vectors)
        {
            lanes += vector;
        }

        float sum = Vector256.Sum(lanes);
        foreach (float value in values[(vectors.Length * Vector256<float>.Count)..])
        {
            sum += value;
        }

        return sum;
    }
}
