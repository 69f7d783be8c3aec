using Retrain.Training.Bottlenecks;

namespace Retrain.Training.Heads;

/// <summary>tf.train.GradientDescentOptimizer on the mean cross entropy of a batch.</summary>
internal sealed class GradientDescent(float learningRate)
{
    private float[] errors = [];
    private nint[] rows = [];

    /// <summary>One training step.</summary>
    /// <returns>The batch's mean cross entropy before the step.</returns>
    public float Step(SoftmaxHead head, BottleneckMatrix bottlenecks, ReadOnlySpan<Example> batch)
    {
        ArgumentOutOfRangeException.ThrowIfZero(batch.Length);
        int labelCount = head.LabelCount;
        if (errors.Length < batch.Length * labelCount)
        {
            errors = new float[batch.Length * labelCount];
        }

        float crossEntropy = 0;
        for (int i = 0; i < batch.Length; i++)
        {
            // d(mean cross entropy) / d(logits) = (softmax - one-hot label) / batch size // [batch, labelCount]
            Span<float> error = errors.AsSpan(i * labelCount, labelCount);
            head.Logits(bottlenecks.PaddedRow(batch[i].Row), error);
            crossEntropy += CrossEntropy.SoftmaxInPlace(error, batch[i].Label);
            error[batch[i].Label] -= 1;
            for (int label = 0; label < labelCount; label++)
            {
                error[label] /= batch.Length;
            }
        }

        UpdateWeights(head, bottlenecks, batch);
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

    private unsafe void UpdateWeights(SoftmaxHead head, BottleneckMatrix bottlenecks, ReadOnlySpan<Example> batch)
    {
        if (rows.Length < batch.Length)
        {
            rows = new nint[batch.Length];
        }

        for (int i = 0; i < batch.Length; i++)
        {
            rows[i] = bottlenecks.Address(batch[i].Row);
        }

        ReadOnlySpan<nint> batchRows = rows.AsSpan(0, batch.Length);
        fixed (float* weights = head.Weights, error = errors)
        {
            int label = 0;
            for (; label + 4 <= head.LabelCount; label += 4)
            {
                MatMulKernels.DescendFour(
                    batchRows, error + label, head.LabelCount, weights + (label * head.Stride), head.Stride, learningRate);
            }

            for (; label < head.LabelCount; label++)
            {
                MatMulKernels.DescendOne(
                    batchRows, error + label, head.LabelCount, weights + (label * head.Stride), head.Stride, learningRate);
            }
        }
    }
}
