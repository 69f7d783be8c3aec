using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Sampling;

namespace Retrain.Training.Heads;

/// <summary>The new last layer, retrain.py's final_training_ops: logits = bottleneck * weights + biases.</summary>
internal sealed class SoftmaxHead
{
    // retrain.py: tf.truncated_normal([bottleneck_tensor_size, class_count], stddev=0.001)
    private const float InitialDeviation = 0.001f;

    /// <param name="length">Values of a bottleneck.</param>
    /// <param name="labelCount">Labels to tell apart.</param>
    public SoftmaxHead(int length, int labelCount)
    {
        Length = length;
        LabelCount = labelCount;
        Stride = BottleneckMatrix.PaddedLength(length);
        Weights = new float[labelCount * Stride];
        Biases = new float[labelCount];
    }

    public int Length { get; }

    public int LabelCount { get; }

    /// <summary>From one label's weights to the next; the padding stays zero.</summary>
    public int Stride { get; }

    /// <summary>A row per label, so that a logit reads memory in order. // [labelCount, stride]</summary>
    public float[] Weights { get; }

    /// <summary>Begins at zero. // [labelCount]</summary>
    public float[] Biases { get; }

    /// <summary>A head as retrain.py initialises it.</summary>
    public static SoftmaxHead Initialize(int length, int labelCount, SeededRandom random)
    {
        SoftmaxHead head = new(length, labelCount);
        for (int k = 0; k < length; k++)
        {
            for (int label = 0; label < labelCount; label++)
            {
                head.Weights[(label * head.Stride) + k] = (float)(random.NextTruncatedNormal() * InitialDeviation);
            }
        }

        return head;
    }

    /// <summary>The weights as TensorFlow holds them, each times <paramref name="scale"/>. // [length, labelCount]</summary>
    public float[] TensorFlowWeights(float scale)
    {
        float[] transposed = new float[Length * LabelCount];
        for (int k = 0; k < Length; k++)
        {
            for (int label = 0; label < LabelCount; label++)
            {
                transposed[(k * LabelCount) + label] = Weights[(label * Stride) + k] * scale;
            }
        }

        return transposed;
    }

    /// <summary>The logits of one bottleneck.</summary>
    /// <param name="paddedRow">Padded with zeros. // [stride]</param>
    /// <param name="logits">Receives them. // [labelCount]</param>
    public void Logits(ReadOnlySpan<float> paddedRow, Span<float> logits)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(paddedRow.Length, Stride);
        ArgumentOutOfRangeException.ThrowIfNotEqual(logits.Length, LabelCount);
        int label = 0;
        for (; label + 4 <= LabelCount; label += 4)
        {
            FourDots(paddedRow, Weights.AsSpan(label * Stride, 4 * Stride), logits.Slice(label, 4));
        }

        for (; label < LabelCount; label++)
        {
            logits[label] = Dot(paddedRow, Weights.AsSpan(label * Stride, Stride));
        }

        for (label = 0; label < LabelCount; label++)
        {
            logits[label] += Biases[label];
        }
    }

    // Vector512 has the same sixteen lanes on hardware with shorter registers, so the sums are the same to the bit there.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Dot(ReadOnlySpan<float> row, ReadOnlySpan<float> weights)
    {
        ref float x = ref Unsafe.AsRef(in row[0]);
        ref float w = ref Unsafe.AsRef(in weights[0]);
        Vector512<float> sum = Vector512<float>.Zero;
        for (nuint k = 0; k < (nuint)row.Length; k += (nuint)Vector512<float>.Count)
        {
            sum = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref x, k), Vector512.LoadUnsafe(ref w, k), sum);
        }

        return Vector512.Sum(sum);
    }

    // Four labels at once: the bottleneck is loaded once for them, and four sums keep the multipliers busy.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourDots(ReadOnlySpan<float> row, ReadOnlySpan<float> weights, Span<float> dots)
    {
        ref float x = ref Unsafe.AsRef(in row[0]);
        ref float w = ref Unsafe.AsRef(in weights[0]);
        nuint stride = (nuint)row.Length;
        Vector512<float> sum0 = Vector512<float>.Zero;
        Vector512<float> sum1 = Vector512<float>.Zero;
        Vector512<float> sum2 = Vector512<float>.Zero;
        Vector512<float> sum3 = Vector512<float>.Zero;
        for (nuint k = 0; k < stride; k += (nuint)Vector512<float>.Count)
        {
            Vector512<float> value = Vector512.LoadUnsafe(ref x, k);
            sum0 = Vector512.FusedMultiplyAdd(value, Vector512.LoadUnsafe(ref w, k), sum0);
            sum1 = Vector512.FusedMultiplyAdd(value, Vector512.LoadUnsafe(ref w, k + stride), sum1);
            sum2 = Vector512.FusedMultiplyAdd(value, Vector512.LoadUnsafe(ref w, k + (2 * stride)), sum2);
            sum3 = Vector512.FusedMultiplyAdd(value, Vector512.LoadUnsafe(ref w, k + (3 * stride)), sum3);
        }

        dots[0] = Vector512.Sum(sum0);
        dots[1] = Vector512.Sum(sum1);
        dots[2] = Vector512.Sum(sum2);
        dots[3] = Vector512.Sum(sum3);
    }
}
