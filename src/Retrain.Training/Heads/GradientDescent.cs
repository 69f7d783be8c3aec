using Retrain.Training.Bottlenecks;

namespace Retrain.Training.Heads;

/// <summary>tf.train.GradientDescentOptimizer on the mean cross entropy of a batch.</summary>
/// <param name="learningRate">The step's size.</param>
/// <param name="threads">The most threads to work on; the bits do not depend on their number.</param>
internal sealed class GradientDescent(float learningRate, int threads = 1)
{
    private const int RowsOfPart = 4;

    private readonly Shares shares = new(threads);
    private readonly BatchLogits logits = new(new Shares(threads));
    private nint[] addresses = [];
    private float[] errors = [];
    private float[] crossEntropies = [];

    /// <summary>One training step.</summary>
    /// <returns>The batch's mean cross entropy before the step.</returns>
    public float Step(SoftmaxHead head, BottleneckMatrix bottlenecks, ReadOnlySpan<Example> batch)
    {
        ArgumentOutOfRangeException.ThrowIfZero(batch.Length);
        if (errors.Length < (long)batch.Length * head.LabelCount)
        {
            errors = new float[batch.Length * head.LabelCount];
        }

        ReadOnlySpan<nint> rows = bottlenecks.Fetch(batch);
        logits.Compute(head, rows, errors);
        float crossEntropy = TurnIntoErrors(batch, head.LabelCount);
        addresses = rows.ToArray();
        shares.Run(head.LabelCount, BatchLogits.LabelsOfPart, (double)batch.Length * head.Stride, (first, end) =>
        {
            UpdateWeights(head, first, end);
            UpdateBiases(head, first, end);
        });
        return crossEntropy / batch.Length;
    }

    // d(mean cross entropy) / d(logits) = (softmax - one-hot label) / batch size // [batch, labelCount]
    private float TurnIntoErrors(ReadOnlySpan<Example> batch, int labelCount)
    {
        int[] labels = new int[batch.Length];
        for (int i = 0; i < batch.Length; i++)
        {
            labels[i] = batch[i].LabelIndex;
        }

        if (crossEntropies.Length < labels.Length)
        {
            crossEntropies = new float[labels.Length];
        }

        shares.Run(labels.Length, RowsOfPart, (double)labelCount * CrossEntropy.WorkOfLogit, (first, end) =>
        {
            for (int i = first; i < end; i++)
            {
                Span<float> error = errors.AsSpan(i * labelCount, labelCount);
                crossEntropies[i] = CrossEntropy.SoftmaxInPlace(error, labels[i]);
                error[labels[i]] -= 1;
                ShortVectors.Divide(error, labels.Length);
            }
        });
        float sum = 0;
        foreach (float crossEntropy in crossEntropies.AsSpan(0, labels.Length))
        {
            sum += crossEntropy;
        }

        return sum;
    }

    private unsafe void UpdateWeights(SoftmaxHead head, int first, int end)
    {
        (int labelCount, int stride) = (head.LabelCount, head.Stride);
        fixed (float* weights = head.Weights, error = errors)
        {
            int label = first;
            for (; WideKernels.AreSupported && label + WideKernels.Labels <= end; label += WideKernels.Labels)
            {
                WideKernels.DescendEight(
                    addresses, error + label, labelCount, weights + ((long)label * stride), stride, learningRate);
            }

            for (; label + 4 <= end; label += 4)
            {
                MatMulKernels.DescendFour(
                    addresses, error + label, labelCount, weights + ((long)label * stride), stride, learningRate);
            }

            for (; label < end; label++)
            {
                MatMulKernels.DescendOne(
                    addresses, error + label, labelCount, weights + ((long)label * stride), stride, learningRate);
            }
        }
    }

    private void UpdateBiases(SoftmaxHead head, int first, int end)
    {
        Span<float> gradient = stackalloc float[BatchLogits.LabelsOfPart];
        for (int label = first; label < end; label += gradient.Length)
        {
            gradient = gradient[..Math.Min(gradient.Length, end - label)];
            gradient.Clear();
            for (int i = 0; i < addresses.Length; i++)
            {
                ShortVectors.Add(gradient, errors.AsSpan((i * head.LabelCount) + label, gradient.Length));
            }

            for (int i = 0; i < gradient.Length; i++)
            {
                head.Biases[label + i] -= learningRate * gradient[i];
            }
        }
    }
}
