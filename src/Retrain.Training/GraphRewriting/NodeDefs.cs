using System.Runtime.InteropServices;
using Google.Protobuf;
using Retrain.Runtime.Graphs.Protos;

namespace Retrain.Training.GraphRewriting;

/// <summary>
/// Creates TensorFlow nodes that a trained graph adds to its backbone, using only attributes that TensorFlow 1.x also supports.
/// </summary>
internal static class NodeDefs
{
    public static NodeDef Constant(string name, float value) => Constant(name, [value], []);

    /// <summary>Creates a constant of floats.</summary>
    /// <param name="shape">The shape of the constant; empty for a scalar.</param>
    public static NodeDef Constant(string name, ReadOnlySpan<float> values, ReadOnlySpan<int> shape) =>
        Constant(name, DataType.DtFloat, MemoryMarshal.AsBytes(values), shape);

    public static NodeDef Constant(string name, ReadOnlySpan<int> values, ReadOnlySpan<int> shape) =>
        Constant(name, DataType.DtInt32, MemoryMarshal.AsBytes(values), shape);

    public static NodeDef Constant(string name, ReadOnlySpan<byte> values, ReadOnlySpan<int> shape) =>
        Constant(name, DataType.DtUint8, values, shape);

    /// <summary>Creates a constant of floats without a copy of them.</summary>
    /// <param name="littleEndianFloats">The values, which are not changed any more.</param>
    public static NodeDef FloatConstant(string name, ReadOnlyMemory<byte> littleEndianFloats, ReadOnlySpan<int> shape) =>
        Constant(name, DataType.DtFloat, UnsafeByteOperations.UnsafeWrap(littleEndianFloats), shape);

    public static NodeDef Operation(
        string operation, string name, IEnumerable<string> inputs, params IEnumerable<(string Name, AttrValue Value)> attributes)
    {
        NodeDef node = new() { Name = name, Op = operation };
        node.Input.AddRange(inputs);
        foreach ((string attribute, AttrValue value) in attributes)
        {
            node.Attr.Add(attribute, value);
        }

        return node;
    }

    public static (string Name, AttrValue Value) Type(string name, DataType type) => (name, new AttrValue { Type = type });

    public static (string Name, AttrValue Value) Flag(string name, bool value) => (name, new AttrValue { B = value });

    public static (string Name, AttrValue Value) Integer(string name, long value) => (name, new AttrValue { I = value });

    public static (string Name, AttrValue Value) Number(string name, float value) => (name, new AttrValue { F = value });

    public static (string Name, AttrValue Value) Text(string name, string value) =>
        (name, new AttrValue { S = ByteString.CopyFromUtf8(value) });

    /// <summary>Creates an attribute that holds a shape.</summary>
    /// <param name="dimensions">The dimensions; -1 for one that varies, such as the batch.</param>
    public static (string Name, AttrValue Value) Shape(string name, params ReadOnlySpan<int> dimensions) =>
        (name, new AttrValue { Shape = ShapeOf(dimensions) });

    private static NodeDef Constant(string name, DataType type, ReadOnlySpan<byte> littleEndianValues, ReadOnlySpan<int> shape) =>
        Constant(name, type, ByteString.CopyFrom(littleEndianValues), shape);

    private static NodeDef Constant(string name, DataType type, ByteString content, ReadOnlySpan<int> shape)
    {
        TensorProto tensor = new() { Dtype = type, TensorShape = ShapeOf(shape), TensorContent = content };
        return Operation("Const", name, [], Type("dtype", type), ("value", new AttrValue { Tensor = tensor }));
    }

    private static TensorShapeProto ShapeOf(ReadOnlySpan<int> dimensions)
    {
        TensorShapeProto shape = new();
        foreach (int dimension in dimensions)
        {
            shape.Dim.Add(new TensorShapeProto.Types.Dim { Size = dimension });
        }

        return shape;
    }
}
