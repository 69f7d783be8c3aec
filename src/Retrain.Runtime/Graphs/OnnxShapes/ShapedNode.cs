using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs.Onnx.Protos;

namespace Retrain.Runtime.Graphs.OnnxShapes;

/// <summary>An ONNX node whose inputs have shapes.</summary>
/// <param name="node">The node.</param>
/// <param name="inputs">Its inputs; <see langword="null"/> for one that is left out.</param>
/// <param name="opset">The version of ONNX's operators.</param>
/// <param name="origin">The model's file, for messages.</param>
internal sealed class ShapedNode(NodeProto node, IReadOnlyList<ShapedTensor?> inputs, long opset, string? origin)
{
    public string Op => node.OpType;

    public long Opset => opset;

    public IReadOnlyList<ShapedTensor?> Inputs => inputs;

    public int OutputCount => node.Output.Count;

    public ShapedTensor? Input(int index) => index < inputs.Count ? inputs[index] : null;

    public TensorShape Shape(int index) => Input(index)?.Shape ?? TensorShape.Unknown;

    /// <summary>The elements of an input of sizes or axes; <see langword="null"/> where not all are known.</summary>
    public long[]? Numbers(int index) => Scales(index) is { } values ? Array.ConvertAll(values, value => (long)value) : null;

    public double[]? Scales(int index) => Input(index)?.Values is { } values && values.All(value => value is not null)
        ? [.. values.Select(value => value.GetValueOrDefault())]
        : null;

    /// <summary>Numbers that were an attribute in older opsets and are an input in newer ones.</summary>
    public long[]? Numbers(string attribute, int index) => Ints(attribute) ?? Numbers(index);

    /// <summary>Whether such numbers are given, known or not.</summary>
    public bool Has(string attribute, int index) => Attribute(attribute) is not null || Input(index) is not null;

    public AttributeProto? Attribute(string name) => node.Attribute.FirstOrDefault(attribute => attribute.Name == name);

    public long Int(string name, long ifAbsent) => Attribute(name)?.I ?? ifAbsent;

    public long[]? Ints(string name) => Attribute(name) is { } attribute ? [.. attribute.Ints] : null;

    public string Text(string name, string ifAbsent) => Attribute(name)?.S.ToStringUtf8() ?? ifAbsent;

    /// <summary>Counts a negative axis from the end.</summary>
    public int Axis(long axis, int rank, string attribute = "axis") => axis >= -rank && axis < rank
        ? (int)(axis < 0 ? axis + rank : axis)
        : throw BadAttribute(attribute, $"is {axis}, but the tensor has {rank} dimensions");

    /// <summary>Counts negative axes from the end; each may be named once.</summary>
    public HashSet<int> Axes(IReadOnlyCollection<long> axes, int rank)
    {
        HashSet<int> normalized = [.. axes.Select(axis => Axis(axis, rank, "axes"))];
        return normalized.Count == axes.Count
            ? normalized
            : throw BadAttribute("axes", $"is [{string.Join(", ", axes.Take(16))}], which names an axis twice");
    }

    public RetrainException BadAttribute(string attribute, string reason) =>
        new(GraphDiagnostics.BadAttribute(origin, node.Name, node.OpType, attribute, reason));

    public RetrainException BadInputs(string reason) => new(GraphDiagnostics.BadInputs(origin, node.Name, node.OpType, reason));
}
