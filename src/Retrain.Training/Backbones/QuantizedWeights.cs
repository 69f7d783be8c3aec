using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Retrain.Training.Backbones;

/// <summary>
/// An ONNX model in 8 bits without its weights, which follow from those of the same network in floats: each is the float divided by its
/// channel's scale, to the nearest integer, even at a half. Every processor divides and rounds floats to the same bits.
/// </summary>
/// <remarks>
/// The form: the model's length, the number of tensors, and for each as int32 the number of other bytes before it, the position of
/// its floats in the other file, that of its scales among the other bytes, its outputs, its inputs for each output and the size of its
/// filter; then all other bytes. Floats lie as TensorFlow has them, [filter, inputs, outputs], and weights as [outputs, inputs, filter].
/// </remarks>
internal static class QuantizedWeights
{
    private const int HeaderLength = 2 * sizeof(int);
    private const int NumbersOfATensor = 6;

    /// <summary>The length of the model.</summary>
    public static int Length(ReadOnlySpan<byte> model) => BinaryPrimitives.ReadInt32LittleEndian(model);

    /// <summary>Puts the model together.</summary>
    /// <param name="model">The model in this form.</param>
    /// <param name="floats">The file of the same network in floats.</param>
    public static byte[] Join(ReadOnlySpan<byte> model, ReadOnlySpan<byte> floats)
    {
        byte[] joined = new byte[Length(model)];
        int tensors = BinaryPrimitives.ReadInt32LittleEndian(model[sizeof(int)..]);
        int tableLength = tensors * NumbersOfATensor * sizeof(int);
        ReadOnlySpan<int> table = MemoryMarshal.Cast<byte, int>(model.Slice(HeaderLength, tableLength));
        ReadOnlySpan<byte> other = model[(HeaderLength + tableLength)..];
        Span<byte> to = joined;
        int read = 0;
        for (int i = 0; i < tensors; i++)
        {
            ReadOnlySpan<int> tensor = table.Slice(i * NumbersOfATensor, NumbersOfATensor);
            other.Slice(read, tensor[0]).CopyTo(to);
            to = to[tensor[0]..];
            read += tensor[0];

            float[] scales = MemoryMarshal.Cast<byte, float>(other.Slice(tensor[2], tensor[3] * sizeof(float))).ToArray();
            int count = tensor[3] * tensor[4] * tensor[5];
            Quantize(MemoryMarshal.Cast<byte, float>(floats.Slice(tensor[1], count * sizeof(float))), scales, tensor[5], to[..count]);
            to = to[count..];
        }

        other[read..].CopyTo(to);
        return joined;
    }

    private static void Quantize(ReadOnlySpan<float> floats, float[] scales, int filter, Span<byte> weights)
    {
        int lengthOfAnOutput = weights.Length / scales.Length;
        int inputs = lengthOfAnOutput / filter;
        for (int i = 0; i < lengthOfAnOutput; i++)
        {
            int first = (i % inputs * filter) + (i / inputs);
            ReadOnlySpan<float> outputs = floats.Slice(i * scales.Length, scales.Length);
            for (int output = 0; output < outputs.Length; output++)
            {
                weights[first + (output * lengthOfAnOutput)] = (byte)(sbyte)MathF.Round(outputs[output] / scales[output]);
            }
        }
    }
}
