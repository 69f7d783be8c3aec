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

    private void UpdateWeights(SoftmaxHead head, bool isPacked, int first, int end)
    {
        float[] gathered = isPacked || (end - first) % MatMulKernels.Labels > 0
            ? ArrayPool<float>.Shared.Rent(addresses.Length * WideKernels.Labels)
            : [];
        for (int label = first; label < end;)
        {
            LabelGroup labels = LabelGroup.From(label, end);
            UpdateWeights(head, isPacked, labels, gathered);
            label += labels.Count;
        }

        if (gathered.Length > 0)
        {
            ArrayPool<float>.Shared.Return(gathered);
        }
    }

    private unsafe void UpdateWeights(SoftmaxHead head, bool isPacked, LabelGroup labels, float[] gathered)
    {
        BatchPanels rows = isPacked && labels.AreWide == WideKernels.AreSupported
            ? packed.Panels
            : new(addresses, labels.AreWide ? WideKernels.Panel : MatMulKernels.Panel);

        // A kernel reads the errors of packed rows faster from beside each other, and of labels that are not there it needs zeros.
        bool gather = isPacked || labels.Count < labels.Width;
        if (gather)
        {
            Gather(labels, head.LabelCount, gathered);
        }

        int step = gather ? labels.Width : head.LabelCount;
        Span<float> ofGroup = gather ? gathered : errors.AsSpan(labels.First);
        fixed (float* allWeights = head.Weights, from = ofGroup)
        {
            float* weights = allWeights + ((long)labels.First * head.Stride);
            if (labels.AreWide)
            {
                WideKernels.DescendEight(rows, from, step, weights, head.Stride, learningRate);
            }
            else
            {
                MatMulKernels.DescendFour(rows, from, step, weights, head.Stride, learningRate);
            }
        }
    }

    private void Gather(LabelGroup labels, int labelCount, float[] gathered)
    {
        for (int i = 0; i < addresses.Length; i++)
        {
            Span<float> ofImage = gathered.AsSpan(i * labels.Width, labels.Width);
            errors.AsSpan((i * labelCount) + labels.First, labels.Count).CopyTo(ofImage);
            ofImage[labels.Count..].Clear();
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

    /// <summary>Labels whose weights one call of a kernel updates.</summary>
    /// <param name="First">The first label.</param>
    /// <param name="Count">The number of labels, at most <see cref="Width"/>.</param>
    /// <param name="AreWide">Whether the kernel is one of <see cref="WideKernels"/>.</param>
    private readonly record struct LabelGroup(int First, int Count, bool AreWide)
    {
        /// <summary>The number of labels that the kernel takes.</summary>
        public int Width => AreWide ? WideKernels.Labels : MatMulKernels.Labels;

        /// <summary>The group of the labels from one to just before another that comes first.</summary>
        public static LabelGroup From(int first, int end)
        {
            bool areWide = WideKernels.AreSupported && end - first > MatMulKernels.Labels;
            return new(first, Math.Min(areWide ? WideKernels.Labels : MatMulKernels.Labels, end - first), areWide);
        }
    }
}
