using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;

namespace Retrain.Runtime.Graphs.Conversion;

/// <summary>
/// A TensorFlow tensor in the ONNX graph. It is computed in one <see cref="Layout"/>; a Transpose to the other is added when a reader
/// first asks for it, so that a network of convolutions has one at its beginning and none inside.
/// </summary>
internal sealed class OnnxValue
{
    private readonly OnnxGraph graph;
    private readonly string scope;
    private string? asWritten;
    private string? channelsFirst;

    private OnnxValue(OnnxGraph graph, string scope, DataType type, TensorShape shape)
    {
        this.graph = graph;
        this.scope = scope;
        Type = type;
        Shape = shape;
    }

    public DataType Type { get; }

    /// <summary>The shape in TensorFlow's order, whatever the layout.</summary>
    public TensorShape Shape { get; }

    /// <summary>The layout it was computed in.</summary>
    public Layout Layout { get; private init; }

    /// <summary>The elements, in TensorFlow's order, where they are known at conversion time.</summary>
    public TensorConstant? Constant { get; private init; }

    /// <summary>The elements that are known at conversion time, for a tensor that holds dimensions.</summary>
    public ShapeVector? Dimensions { get; private init; }

    /// <summary>The ONNX value in TensorFlow's order.</summary>
    public string AsWritten => asWritten ??= Constant is not null
        ? graph.AddConstant(scope, Constant)
        : MovesNothing ? Reshaped([0, Shape[1], Shape[2], Shape[3]], channelsFirst!) : Transposed([0, 2, 3, 1], channelsFirst!);

    /// <summary>The ONNX value as [batch, channels, height, width]; only of a tensor of four dimensions.</summary>
    public string ChannelsFirst => channelsFirst ??= Constant is not null
        ? graph.AddConstant($"{scope}/ChannelsFirst", Constant.Transpose(0, 3, 1, 2))
        : MovesNothing ? Reshaped([0, Shape[3], Shape[1], Shape[2]], asWritten!) : Transposed([0, 3, 1, 2], asWritten!);

    /// <summary>Moving an axis past axes of length 1 leaves the elements in place: a Reshape, which costs nothing, suffices.</summary>
    private bool MovesNothing =>
        Shape is { HasRank: true, Rank: 4 } && (Shape[3] is 1 || (Shape[1] is 1 && Shape[2] is 1))
        && Shape.Dimensions[1..].IndexOfAny(TensorShape.UnknownDimension, 0) < 0;

    public static OnnxValue Computed(OnnxGraph graph, string name, DataType type, TensorShape shape, Layout layout) =>
        new(graph, name, type, shape)
        {
            asWritten = layout is Layout.AsWritten ? name : null,
            channelsFirst = layout is Layout.ChannelsFirst ? name : null,
            Layout = layout,
        };

    public static OnnxValue Computed(OnnxGraph graph, string name, DataType type, TensorShape shape, ShapeVector? dimensions) =>
        new(graph, name, type, shape) { asWritten = name, Dimensions = dimensions };

    public static OnnxValue Known(OnnxGraph graph, string scope, TensorConstant constant) =>
        new(graph, scope, constant.Type, constant.Shape) { Constant = constant, Dimensions = ShapeVector.From(constant) };

    /// <summary>The layout in which an op reads several tensors: that of the images among them, unless one cannot have it.</summary>
    public static Layout Common(IReadOnlyCollection<OnnxValue> values) =>
        values.Any(value => value.Layout is Layout.ChannelsFirst) && values.All(value => value.Shape is { HasRank: true, Rank: 4 })
            ? Layout.ChannelsFirst
            : Layout.AsWritten;

    public string In(Layout layout) => layout is Layout.ChannelsFirst ? ChannelsFirst : AsWritten;

    /// <summary>The tensor with axes of length 1 put before its own until it has four, as broadcasting would.</summary>
    public OnnxValue WithFourAxes()
    {
        if (Shape.Rank is 4)
        {
            return this;
        }

        long[] added = [.. Enumerable.Range(0, 4 - Shape.Rank)];
        TensorShape shape = TensorShape.Of([.. added.Select(_ => 1L), .. Shape.Dimensions]);
        return Constant is not null
            ? Known(graph, scope, Constant.Reshape(shape))
            : Computed(graph, graph.Add(scope, "Unsqueeze", [AsWritten, Indices(added)]), Type, shape, Layout.AsWritten);
    }

    private string Transposed(ReadOnlySpan<long> permutation, string value) =>
        graph.Add(scope, "Transpose", [value], OnnxAttribute.Of("perm", permutation));

    /// <param name="shape">The new shape, in which 0 copies the batch.</param>
    /// <param name="value">The value that is reshaped.</param>
    private string Reshaped(ReadOnlySpan<long> shape, string value) => graph.Add(scope, "Reshape", [value, Indices(shape)]);

    private string Indices(ReadOnlySpan<long> values) => graph.AddConstant($"{scope}/Indices", TensorConstant.Of(values));
}
