using System.Numerics.Tensors;

namespace Retrain.Training.Heads;

/// <summary>tf.nn.softmax_cross_entropy_with_logits for one image.</summary>
internal static class CrossEntropy
{
    /// <summary>A softmax takes as long as so many multiply-adds for each logit, about.</summary>
    public const int WorkOfLogit = 100;

    /// <summary>Turns logits into probabilities that sum to 1, in place. // [labelCount]</summary>
    /// <returns>-log(probability of <paramref name="label"/>), from the logits, so that it stays finite.</returns>
    public static float SoftmaxInPlace(Span<float> logits, int label)
    {
        float labelLogit = logits[label];
        float largest = TensorPrimitives.Max<float>(logits);
        float sum = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            logits[i] = MathF.Exp(logits[i] - largest);
            sum += logits[i];
        }

        TensorPrimitives.Divide(logits, sum, logits);

        return MathF.Log(sum) + largest - labelLogit;
    }
}
