using System.Runtime.InteropServices;
using Google.Protobuf;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;

namespace Retrain.Runtime.Tests.Infrastructure;

/// <summary>Writes small graphs of float tensors.</summary>
internal sealed class GraphBuilder
{
    private readonly GraphDef definition = new();

    public FrozenGraph Build() => FrozenGraph.Parse(ToBytes(), "test.pb");

    /// <summary>The content of the .pb file.</summary>
    public byte[] ToBytes() => definition.ToByteArray();

    public GraphBuilder Placeholder(string name, params long[] shape) =>
        Placeholder(name, DataType.DtFloat, shape);

    public GraphBuilder Placeholder(string name, DataType type, params long[] shape) =>
        Add(name, "Placeholder", [], ("dtype", type), ("shape", shape));

    public GraphBuilder PlaceholderWithDefault(string name, string input, params long[] shape) =>
        Add(name, "PlaceholderWithDefault", [input], ("dtype", DataType.DtFloat), ("shape", shape));

    /// <summary>A constant of values that differ, around 0.</summary>
    public GraphBuilder Weights(string name, params long[] shape)
    {
        int length = (int)shape.Aggregate(1L, (product, dimension) => product * dimension);
        return Const(name, DataType.DtFloat, shape, MemoryMarshal.AsBytes<float>(Values(length)));
    }

    public GraphBuilder Scalar(string name, float value) => Const(name, DataType.DtFloat, [], MemoryMarshal.AsBytes<float>([value]));

    public GraphBuilder Vector(string name, params float[] values) =>
        Const(name, DataType.DtFloat, [values.Length], MemoryMarshal.AsBytes<float>(values));

    /// <summary>The elements that are added or cut before and after each axis.</summary>
    public GraphBuilder Paddings(string name, params int[] values) =>
        Const(name, DataType.DtInt32, [values.Length / 2, 2], MemoryMarshal.AsBytes<int>(values));

    public GraphBuilder Index(string name, int value) => Const(name, DataType.DtInt32, [], MemoryMarshal.AsBytes<int>([value]));

    public GraphBuilder Indices(string name, params int[] values) =>
        Const(name, DataType.DtInt32, [values.Length], MemoryMarshal.AsBytes<int>(values));

    public GraphBuilder Node(string name, string op, params string[] inputs) => Add(name, op, inputs, ("T", DataType.DtFloat));

    public GraphBuilder Convolution(string name, string input, string filter, int stride = 1, string op = "Conv2D") =>
        Add(
            name,
            op,
            [input, filter],
            ("T", DataType.DtFloat),
            ("strides", new long[] { 1, stride, stride, 1 }.ToList()),
            ("padding", "SAME"));

    public GraphBuilder Add(string name, string op, IEnumerable<string> inputs, params IEnumerable<(string Name, object Value)> attributes)
    {
        NodeDef node = new() { Name = name, Op = op };
        node.Input.AddRange(inputs);
        foreach ((string attribute, object value) in attributes)
        {
            node.Attr[attribute] = Attribute(value);
        }

        definition.Node.Add(node);
        return this;
    }

    /// <summary>Numbers without a pattern that a transposed axis could hide in.</summary>
    public static float[] Values(int length) => [.. Enumerable.Range(0, length).Select(i => MathF.Sin(i * 12.9898f))];

    private GraphBuilder Const(string name, DataType type, long[] shape, ReadOnlySpan<byte> content) => Add(
        name,
        "Const",
        [],
        ("dtype", type),
        ("value", new TensorProto { Dtype = type, TensorShape = Shape(shape), TensorContent = ByteString.CopyFrom(content) }));

    private static AttrValue Attribute(object value) => value switch
    {
        DataType type => new() { Type = type },
        long[] shape => new() { Shape = Shape(shape) },
        List<long> numbers => new() { List = new() { I = { numbers } } },
        TensorProto tensor => new() { Tensor = tensor },
        bool flag => new() { B = flag },
        long number => new() { I = number },
        float number => new() { F = number },
        string text => new() { S = ByteString.CopyFromUtf8(text) },
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "not an attribute"),
    };

    private static TensorShapeProto Shape(long[] shape) =>
        new() { Dim = { shape.Select(dimension => new TensorShapeProto.Types.Dim { Size = dimension }) } };
}
