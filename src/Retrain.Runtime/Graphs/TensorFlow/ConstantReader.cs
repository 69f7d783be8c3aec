using System.Runtime.InteropServices;
using Retrain.Runtime.Graphs.Protos;

namespace Retrain.Runtime.Graphs.TensorFlow;

/// <summary>
/// Reads a TensorProto as TensorFlow's Tensor::FromProto does: elements in tensor_content, or in the field of their type, where the last
/// one is repeated to the end, surplus ones are ignored and none at all means zeros.
/// </summary>
internal static class ConstantReader
{
    /// <summary>A few bytes must not become gigabytes: a constant larger than the largest layer of a large network is damage.</summary>
    private const long MaximumBytes = 1L << 30;

    /// <summary>Constants filled with one value are biases and masks, never weights.</summary>
    private const long MaximumFilledBytes = 1L << 26;

    /// <param name="tensor">The constant.</param>
    /// <param name="invalid">Makes the exception that names the constant.</param>
    public static TensorConstant Read(TensorProto tensor, Func<string, RetrainException> invalid)
    {
        TensorShape shape = TensorShape.From(tensor.TensorShape ?? new());
        if (!shape.IsFullyKnown)
        {
            throw invalid($"has the shape {shape}, which is not fully known");
        }

        if (tensor.Dtype.ToOnnx() is 0)
        {
            throw invalid($"holds {tensor.Dtype.Describe()} values, which are not supported");
        }

        int size = tensor.Dtype.SizeBytes();
        long sizeBytes = SizeBytes(shape, size);
        if (sizeBytes > MaximumBytes)
        {
            throw invalid($"of shape {shape} would take more than {MaximumBytes >> 20} MiB");
        }

        if (!tensor.TensorContent.IsEmpty)
        {
            return tensor.TensorContent.Length == sizeBytes
                ? new(tensor.Dtype, shape, tensor.TensorContent.Memory)
                : throw invalid($"of shape {shape} holds {tensor.TensorContent.Length} bytes where {sizeBytes} are needed");
        }

        byte[] elements = Elements(tensor);
        if (sizeBytes > MaximumFilledBytes && elements.Length < sizeBytes)
        {
            throw invalid(
                $"of shape {shape} is filled from {elements.Length / size} values, "
                + $"which would take more than {MaximumFilledBytes >> 20} MiB");
        }

        return new(tensor.Dtype, shape, Filled(elements, size, (int)sizeBytes));
    }

    private static long SizeBytes(TensorShape shape, int elementSize)
    {
        Int128 sizeBytes = elementSize;
        foreach (long dimension in shape.Dimensions)
        {
            // Stops growing where it is too large in any case, unless a zero follows.
            sizeBytes = dimension is 0 ? 0 : sizeBytes > MaximumBytes ? sizeBytes : sizeBytes * dimension;
        }

        return (long)Int128.Min(sizeBytes, long.MaxValue);
    }

    /// <summary>The values of the field that belongs to the type, at their size; other fields are ignored.</summary>
    private static byte[] Elements(TensorProto tensor) => tensor.Dtype switch
    {
        DataType.DtFloat => Bytes<float>([.. tensor.FloatVal]),
        DataType.DtDouble => Bytes<double>([.. tensor.DoubleVal]),
        DataType.DtInt64 => Bytes<long>([.. tensor.Int64Val]),
        DataType.DtUint32 => Bytes<uint>([.. tensor.Uint32Val]),
        DataType.DtUint64 => Bytes<ulong>([.. tensor.Uint64Val]),
        DataType.DtBool => Bytes<bool>([.. tensor.BoolVal]),
        DataType.DtHalf or DataType.DtBfloat16 => Bytes<ushort>([.. tensor.HalfVal.Select(value => unchecked((ushort)value))]),
        _ => tensor.Dtype.SizeBytes() switch
        {
            1 => Bytes<byte>([.. tensor.IntVal.Select(value => unchecked((byte)value))]),
            2 => Bytes<ushort>([.. tensor.IntVal.Select(value => unchecked((ushort)value))]),
            _ => Bytes<int>([.. tensor.IntVal]),
        },
    };

    private static byte[] Bytes<T>(ReadOnlySpan<T> values)
        where T : unmanaged => MemoryMarshal.AsBytes(values).ToArray();

    private static byte[] Filled(byte[] elements, int size, int sizeBytes)
    {
        if (elements.Length is 0)
        {
            return new byte[sizeBytes];
        }

        byte[] filled = new byte[sizeBytes];
        int given = Math.Min(elements.Length, sizeBytes);
        elements.AsSpan(0, given).CopyTo(filled);
        for (int offset = given; offset < sizeBytes; offset += size)
        {
            elements.AsSpan(elements.Length - size).CopyTo(filled.AsSpan(offset));
        }

        return filled;
    }
}
