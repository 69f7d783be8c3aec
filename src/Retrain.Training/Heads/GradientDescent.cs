using System.Buffers;
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
            UpdateWeights(head, pack, first, end);
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

    private unsafe void UpdateWeights(SoftmaxHead head, bool isPacked, int first, int end)
    {
        (int labelCount, int stride) = (head.LabelCount, head.Stride);
        float[] ofSome = isPacked || (end - first) % MatMulKernels.Labels > 0
            ? ArrayPool<float>.Shared.Rent(addresses.Length * WideKernels.Labels)
            : [];
        fixed (float* weights = head.Weights, error = errors, some = ofSome)
        {
            for (int label = first; label < end;)
            {
                bool isWide = WideKernels.AreSupported && end - label > MatMulKernels.Labels;
                int labels = isWide ? WideKernels.Labels : MatMulKernels.Labels;
                int count = Math.Min(labels, end - label);
                BatchPanels rows = isPacked && isWide == WideKernels.AreSupported
                    ? packed.Panels
                    : new(addresses, isWide ? WideKernels.Panel : MatMulKernels.Panel);

                // A kernel reads the errors of packed rows faster from beside each other, and of labels that are not there it needs zeros.
                bool gather = isPacked || count < labels;
                float* from = gather ? some : error + label;
                int step = gather ? labels : labelCount;
                if (gather)
                {
                    Gather(label, count, labels, labelCount, ofSome);
                }

                float* weightsOfSome = weights + ((long)label * stride);
                if (isWide)
                {
                    WideKernels.DescendEight(rows, from, step, weightsOfSome, stride, learningRate);
                }
                else
                {
                    MatMulKernels.DescendFour(rows, from, step, weightsOfSome, stride, learningRate);
                }

                label += count;
            }
        }

        if (ofSome.Length > 0)
        {
            ArrayPool<float>.Shared.Return(ofSome);
        }
    }

    private void Gather(int label, int count, int labels, int labelCount, float[] gathered)
    {
        for (int i = 0; i < addresses.Length; i++)
        {
            Span<float> ofImage = gathered.AsSpan(i * labels, labels);
            errors.AsSpan((i * labelCount) + label, count).CopyTo(ofImage);
            ofImage[count..].Clear();
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
