using Retrain.Training.Bottlenecks;

namespace Retrain.Training.Heads;

/// <summary>tf.train.GradientDescentOptimizer on the mean cross entropy of a batch.</summary>
internal sealed class GradientDescent(float learningRate)
{
    private float[] errors = [];

    /// <summary>One training step.</summary>
    /// <returns>The batch's mean cross entropy before the step.</returns>
    public unsafe float Step(SoftmaxHead head, BottleneckMatrix bottlenecks, ReadOnlySpan<Example> batch)
    {
        ArgumentOutOfRangeException.ThrowIfZero(batch.Length);
        int labelCount = head.LabelCount;
        if (errors.Length < batch.Length * labelCount)
        {
            errors = new float[batch.Length * labelCount];
        }

        ReadOnlySpan<nint> rows = bottlenecks.Fetch(batch);
        float crossEntropy = 0;
        for (int i = 0; i < batch.Length; i++)
        {
            // d(mean cross entropy) / d(logits) = (softmax - one-hot label) / batch size // [batch, labelCount]
            Span<float> error = errors.AsSpan(i * labelCount, labelCount);
            head.Logits(new ReadOnlySpan<float>((float*)rows[i], head.Stride), error);
            crossEntropy += CrossEntropy.SoftmaxInPlace(error, batch[i].LabelIndex);
            error[batch[i].LabelIndex] -= 1;
            for (int label = 0; label < labelCount; label++)
            {
                error[label] /= batch.Length;
            }
        }

        UpdateWeights(head, rows);
        for (int label = 0; label < labelCount; label++)
        {
            float gradient = 0;
            for (int i = 0; i < batch.Length; i++)
            {
                gradient += errors[(i * labelCount) + label];
            }

            head.Biases[label] -= learningRate * gradient;
        }

        return crossEntropy / batch.Length;
    }

    private unsafe void UpdateWeights(SoftmaxHead head, ReadOnlySpan<nint> rows)
    {
        fixed (float* weights = head.Weights, error = errors)
        {
            int label = 0;
            for (; label + 4 <= head.LabelCount; label += 4)
            {
                MatMulKernels.DescendFour(
                    rows, error + label, head.LabelCount, weights + (label * head.Stride), head.Stride, learningRate);
            }

            for (; label < head.LabelCount; label++)
            {
                MatMulKernels.DescendOne(
                    rows, error + label, head.LabelCount, weights + (label * head.Stride), head.Stride, learningRate);
            }
        }
    }
}
