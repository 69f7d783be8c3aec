using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Retrain.Training.Heads;

/// <summary>tf.nn.softmax_cross_entropy_with_logits for one image.</summary>
internal static class CrossEntropy
{
    /// <summary>A softmax takes as long as so many multiply-adds for each logit, about.</summary>
    public const int WorkOfLogit = 30;

    /// <summary>Turns logits into probabilities that sum to 1, in place. // [labelCount]</summary>
    /// <returns>-log(probability of <paramref name="label"/>), from the logits, so that it stays finite.</returns>
    public static float SoftmaxInPlace(Span<float> logits, int label)
    {
        float labelLogit = logits[label];
        (float largest, float sum) = logits.Length < ShortVectors.Few ? ExponentialsOfFew(logits) : ExponentialsOfMany(logits);
        ShortVectors.Divide(logits, sum);
        return MathF.Log(sum) + largest - labelLogit;
    }

    private static (float Largest, float Sum) ExponentialsOfFew(Span<float> logits)
    {
        float largest = float.NegativeInfinity;
        foreach (float logit in logits)
        {
            largest = MathF.Max(largest, logit);
        }

        float sum = 0;
        foreach (ref float logit in logits)
        {
            logit = MathF.Exp(logit - largest);
            sum += logit;
        }

        return (largest, sum);
    }

    private static (float Largest, float Sum) ExponentialsOfMany(Span<float> logits)
    {
        float largest = TensorPrimitives.Max<float>(logits);
        TensorPrimitives.Subtract(logits, largest, logits);
        TensorPrimitives.Exp<float>(logits, logits);
        return (largest, Sum(logits));
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
