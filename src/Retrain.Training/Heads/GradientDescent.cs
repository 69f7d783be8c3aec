using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Retrain.Training.Bottlenecks;

namespace Retrain.Training.Heads;

/// <summary>tf.train.GradientDescentOptimizer on the mean cross entropy of a batch.</summary>
internal sealed class GradientDescent(float learningRate)
{
    private float[] errors = [];

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

    private void UpdateWeights(SoftmaxHead head, BottleneckMatrix bottlenecks, ReadOnlySpan<Example> batch)
    {
        int label = 0;
        for (; label + 4 <= head.LabelCount; label += 4)
        {
            UpdateFourLabels(head, bottlenecks, batch, label);
        }

        for (; label < head.LabelCount; label++)
        {
            UpdateLabel(head, bottlenecks, batch, label);
        }
    }

    // weights -= learningRate * sum over the batch of bottleneck * error: sixteen weights' sums stay in a register while the batch's
    // rows are read down a column of exactly one cache line.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void UpdateLabel(SoftmaxHead head, BottleneckMatrix bottlenecks, ReadOnlySpan<Example> batch, int label)
    {
        ref float x = ref Unsafe.AsRef(in bottlenecks.PaddedValues[0]);
        ref float w = ref head.Weights[label * head.Stride];
        Vector512<float> rate = Vector512.Create(-learningRate);
        for (int k = 0; k < head.Stride; k += Vector512<float>.Count)
        {
            Vector512<float> gradient = Vector512<float>.Zero;
            for (int i = 0; i < batch.Length; i++)
            {
                Vector512<float> value = Vector512.LoadUnsafe(ref x, (nuint)(((long)batch[i].Row * bottlenecks.Stride) + k));
                gradient = Vector512.FusedMultiplyAdd(value, Vector512.Create(errors[(i * head.LabelCount) + label]), gradient);
            }

            Vector512.FusedMultiplyAdd(rate, gradient, Vector512.LoadUnsafe(ref w, (nuint)k)).StoreUnsafe(ref w, (nuint)k);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void UpdateFourLabels(SoftmaxHead head, BottleneckMatrix bottlenecks, ReadOnlySpan<Example> batch, int label)
    {
        ref float x = ref Unsafe.AsRef(in bottlenecks.PaddedValues[0]);
        ref float w = ref head.Weights[label * head.Stride];
        nuint stride = (nuint)head.Stride;
        Vector512<float> rate = Vector512.Create(-learningRate);
        for (int k = 0; k < head.Stride; k += Vector512<float>.Count)
        {
            Vector512<float> gradient0 = Vector512<float>.Zero;
            Vector512<float> gradient1 = Vector512<float>.Zero;
            Vector512<float> gradient2 = Vector512<float>.Zero;
            Vector512<float> gradient3 = Vector512<float>.Zero;
            for (int i = 0; i < batch.Length; i++)
            {
                Vector512<float> value = Vector512.LoadUnsafe(ref x, (nuint)(((long)batch[i].Row * bottlenecks.Stride) + k));
                ReadOnlySpan<float> error = errors.AsSpan((i * head.LabelCount) + label, 4);
                gradient0 = Vector512.FusedMultiplyAdd(value, Vector512.Create(error[0]), gradient0);
                gradient1 = Vector512.FusedMultiplyAdd(value, Vector512.Create(error[1]), gradient1);
                gradient2 = Vector512.FusedMultiplyAdd(value, Vector512.Create(error[2]), gradient2);
                gradient3 = Vector512.FusedMultiplyAdd(value, Vector512.Create(error[3]), gradient3);
            }

            nuint at = (nuint)k;
            Vector512.FusedMultiplyAdd(rate, gradient0, Vector512.LoadUnsafe(ref w, at)).StoreUnsafe(ref w, at);
            Vector512.FusedMultiplyAdd(rate, gradient1, Vector512.LoadUnsafe(ref w, at + stride)).StoreUnsafe(ref w, at + stride);
            Vector512.FusedMultiplyAdd(rate, gradient2, Vector512.LoadUnsafe(ref w, at + (2 * stride))).StoreUnsafe(ref w, at + (2 * stride));
            Vector512.FusedMultiplyAdd(rate, gradient3, Vector512.LoadUnsafe(ref w, at + (3 * stride))).StoreUnsafe(ref w, at + (3 * stride));
        }
    }
}
