using Retrain.Training.Bottlenecks;

namespace Retrain.Training.Heads;

/// <summary>tf.train.GradientDescentOptimizer on the mean cross entropy of a batch.</summary>
/// <param name="learningRate">The step's size.</param>
/// <param name="threads">The most threads to work on; the bits do not depend on their number.</param>
internal sealed class GradientDescent(float learningRate, int threads = 1)
{
    private const int RowsOfPart = 4;

    // A copy of the batch's rows is worth its time with many labels, and its memory with few rows.
    private const int FewestLabelsToPack = 64;
    private const int MostRowsToPack = 2048;

    private readonly Shares shares = new(threads);
    private readonly BatchLogits logits = new(new Shares(threads));
    private readonly PackedBatch packed = new(new Shares(threads));
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
        bool pack = head.LabelCount >= FewestLabelsToPack && addresses.Length <= MostRowsToPack;
        if (pack)
        {
            packed.Pack(addresses, head.Stride, WideKernels.AreSupported ? WideKernels.Panel : MatMulKernels.Panel);
        }

        shares.Run(head.LabelCount, BatchLogits.LabelsOfPart, (double)batch.Length * head.Stride, (first, end) =>
        {
            int updated = pack ? UpdateWeightsOfPacked(head, first, end) : first;
            UpdateWeights(head, updated, end);
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

    // Returns the first label that is left: as many as a kernel takes at once are not there any more.
    private unsafe int UpdateWeightsOfPacked(SoftmaxHead head, int first, int end)
    {
        bool isWide = WideKernels.AreSupported;
        int labels = isWide ? WideKernels.Labels : MatMulKernels.Labels;
        float* some = stackalloc float[addresses.Length * labels];
        fixed (float* weights = head.Weights)
        {
            int label = first;
            for (; label + labels <= end; label += labels)
            {
                for (int i = 0; i < addresses.Length; i++)
                {
                    errors.AsSpan((i * head.LabelCount) + label, labels).CopyTo(new Span<float>(some + (i * labels), labels));
                }

                float* weightsOfSome = weights + ((long)label * head.Stride);
                if (isWide)
                {
                    WideKernels.DescendEight(packed.Panels, some, labels, weightsOfSome, head.Stride, learningRate);
                }
                else
                {
                    MatMulKernels.DescendFour(packed.Panels, some, labels, weightsOfSome, head.Stride, learningRate);
                }
            }

            return label;
        }
    }

    private unsafe void UpdateWeights(SoftmaxHead head, int first, int end)
    {
        (int labelCount, int stride) = (head.LabelCount, head.Stride);
        fixed (float* weights = head.Weights, error = errors)
        {
            int label = first;
            for (; WideKernels.AreSupported && label + WideKernels.Labels <= end; label += WideKernels.Labels)
            {
                BatchPanels rows = new(addresses, WideKernels.Panel);
                WideKernels.DescendEight(rows, error + label, labelCount, weights + ((long)label * stride), stride, learningRate);
            }

            for (; label + MatMulKernels.Labels <= end; label += MatMulKernels.Labels)
            {
                BatchPanels rows = new(addresses, MatMulKernels.Panel);
                MatMulKernels.DescendFour(rows, error + label, labelCount, weights + ((long)label * stride), stride, learningRate);
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
