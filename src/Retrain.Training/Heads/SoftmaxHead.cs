using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Sampling;

namespace Retrain.Training.Heads;

/// <summary>The new last layer, retrain.py's final_training_ops: logits = bottleneck * weights + biases.</summary>
internal sealed class SoftmaxHead
{
    // retrain.py: tf.truncated_normal([bottleneck_tensor_size, class_count], stddev=0.001)
    private const float InitialDeviation = 0.001f;

    // The weights of a whole number of wide kernels are there, so that none needs a way of its own for the last labels.
    private const int LabelsOfKernel = WideKernels.Labels;

    private readonly AlignedValues weights;

    /// <param name="length">Values of a bottleneck.</param>
    /// <param name="labelCount">Labels to tell apart.</param>
    public SoftmaxHead(int length, int labelCount)
    {
        Length = length;
        LabelCount = labelCount;
        Stride = BottleneckMatrix.PaddedLength(length);
        weights = new AlignedValues((labelCount + LabelsOfKernel - 1) / LabelsOfKernel * LabelsOfKernel * Stride);
        Biases = new float[labelCount];
    }

    public int Length { get; }

    public int LabelCount { get; }

    /// <summary>From one label's weights to the next; the padding stays zero.</summary>
    public int Stride { get; }

    /// <summary>
    /// A row per label, so that a logit reads memory in order. // [labelCount, stride]. Kernels that take several labels at once may read
    /// rows beyond, up to a multiple of eight, which stay zero.
    /// </summary>
    public Span<float> Weights => weights.Span[..(LabelCount * Stride)];

    /// <inheritdoc cref="Weights" />
    public Memory<float> WeightMemory => weights.Memory[..(LabelCount * Stride)];

    /// <summary>Begins at zero. // [labelCount]</summary>
    public float[] Biases { get; }

    /// <summary>From which probability on a label is to be believed; <see langword="null"/> where that is unknown.</summary>
    public float? ConfidenceThreshold { get; init; }

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

    /// <summary>The weights as a file of TensorFlow holds them: little-endian floats, shape [length, labelCount].</summary>
    public byte[] TensorFlowWeights()
    {
        byte[] bytes = new byte[Length * LabelCount * sizeof(float)];
        Span<float> transposed = MemoryMarshal.Cast<byte, float>(bytes.AsSpan());
        for (int k = 0; k < Length; k++)
        {
            for (int label = 0; label < LabelCount; label++)
            {
                transposed[(k * LabelCount) + label] = Weights[(label * Stride) + k];
            }
        }

        return bytes;
    }

    /// <summary>A head whose logits are these, divided by the temperature, and which knows its threshold.</summary>
    public SoftmaxHead Calibrated(float temperature, float confidenceThreshold)
    {
        SoftmaxHead head = new(Length, LabelCount) { ConfidenceThreshold = confidenceThreshold };
        TensorPrimitives.Divide(Weights, temperature, head.Weights);
        TensorPrimitives.Divide(Biases, temperature, head.Biases);
        return head;
    }

    /// <summary>A head for bottlenecks that are as many times smaller.</summary>
    public SoftmaxHead WithScaledWeights(float factor)
    {
        SoftmaxHead head = new(Length, LabelCount) { ConfidenceThreshold = ConfidenceThreshold };
        TensorPrimitives.Multiply(Weights, factor, head.Weights);
        Biases.CopyTo(head.Biases, 0);
        return head;
    }

    /// <summary>The logits of one bottleneck.</summary>
    /// <param name="paddedRow">Padded with zeros. // [stride]</param>
    /// <param name="logits">Receives them. // [labelCount]</param>
    public unsafe void Logits(ReadOnlySpan<float> paddedRow, Span<float> logits)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(paddedRow.Length, Stride);
        ArgumentOutOfRangeException.ThrowIfNotEqual(logits.Length, LabelCount);
        float* dots = stackalloc float[MatMulKernels.Labels];
        fixed (float* row = paddedRow, weights = Weights)
        {
            for (int label = 0; label < LabelCount; label += MatMulKernels.Labels)
            {
                MatMulKernels.FourDots(row, weights + (label * Stride), Stride, dots);
                int count = Math.Min(MatMulKernels.Labels, LabelCount - label);
                new ReadOnlySpan<float>(dots, count).CopyTo(logits[label..]);
            }
        }

        for (int label = 0; label < LabelCount; label++)
        {
            logits[label] += Biases[label];
        }
    }
}
