using System.Runtime.InteropServices;
using Retrain.Runtime.Graphs.Protos;

namespace Retrain.Runtime.Graphs.TensorFlow;

/// <summary>A tensor whose elements are known from the graph.</summary>
/// <param name="Type">TensorFlow's element type.</param>
/// <param name="Shape">The shape, fully known.</param>
/// <param name="Bytes">
/// The elements in row-major order, little-endian, like ONNX's raw_data and TensorFlow's tensor_content.
/// </param>
internal sealed record TensorConstant(DataType Type, TensorShape Shape, ReadOnlyMemory<byte> Bytes)
{
    public static TensorConstant Of(ReadOnlySpan<long> values) =>
        new(DataType.DtInt64, TensorShape.Of(values.Length), MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>One value, of the type of the tensors it is combined with; null for a type that no such op supports.</summary>
    public static TensorConstant? Scalar(float value, DataType type)
    {
        byte[]? bytes = type switch
        {
            DataType.DtFloat => BitConverter.GetBytes(value),
            DataType.DtDouble => BitConverter.GetBytes((double)value),
            DataType.DtHalf => BitConverter.GetBytes((Half)value),
            DataType.DtInt32 => BitConverter.GetBytes((int)value),
            DataType.DtInt64 => BitConverter.GetBytes((long)value),
            _ => null,
        };
        return bytes is null ? null : new(type, TensorShape.Scalar, bytes);
    }

    public TensorConstant Reshape(TensorShape shape) => this with { Shape = shape };

    /// <summary>The tensor whose axis i is this one's axis permutation[i].</summary>
    public TensorConstant Transpose(params ReadOnlySpan<int> permutation)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(Bytes.Length); // every element is written
        AxisPermutation.Copy(Bytes.Span, bytes, Shape, permutation, Type.SizeBytes());
        return new(Type, Shape.Permute(permutation), bytes);
    }

    /// <summary>The values of an int32 or int64 tensor: shapes, axes, sizes.</summary>
    public long[] ToInt64s() => Type switch
    {
        DataType.DtInt32 => Array.ConvertAll(MemoryMarshal.Cast<byte, int>(Bytes.Span).ToArray(), value => (long)value),
        DataType.DtInt64 => MemoryMarshal.Cast<byte, long>(Bytes.Span).ToArray(),
        _ => throw new InvalidOperationException($"a {Type.Describe()} tensor holds no axes or sizes"),
    };
}
