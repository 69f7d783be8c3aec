using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.Onnx.Protos;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;

namespace Retrain.Runtime.Graphs.Conversion;

/// <summary>A TensorFlow node whose inputs are converted: an op's converter reads it, and adds its ONNX nodes through it.</summary>
/// <param name="node">The node.</param>
/// <param name="inputs">The data inputs of the node.</param>
/// <param name="graph">The ONNX graph.</param>
/// <param name="source">The TensorFlow graph it is in.</param>
internal sealed class OpNode(NodeDef node, IReadOnlyList<OnnxValue> inputs, OnnxGraph graph, FrozenGraph source)
{
    private const int MaximumReasonLength = 400;
    private const int MaximumOpenGrowth = 1024;

    private readonly string? origin = source.Origin;

    public NodeAttributes Attributes { get; } = new(node, source.Origin);

    /// <summary>An input, whose element type must be the one that an attribute ("T") names.</summary>
    public OnnxValue Input(int index, string typeAttribute) => Input(index, Attributes.Type(typeAttribute));

    public OnnxValue Input(int index, DataType type)
    {
        OnnxValue input = inputs[index];
        return input.Type == type
            ? input
            : throw Invalid($"reads {input.Type.Describe()} where input {index} should be {type.Describe()}");
    }

    /// <summary>An input with a number of dimensions; where the graph does not say its rank, it is assumed to be right.</summary>
    public OnnxValue Input(int index, string typeAttribute, int rank, out TensorShape shape)
    {
        OnnxValue input = Input(index, typeAttribute);
        shape = input.Shape.HasRank ? input.Shape : TensorShape.OfRank(rank);
        return shape.Rank == rank
            ? input
            : throw Invalid($"reads a tensor of shape {shape} where input {index} should have {rank} dimensions");
    }

    /// <summary>The inputs from an index on, as many as attribute N says, with a number of others after them.</summary>
    public OnnxValue[] InputList(int first, int others = 0)
    {
        long count = Attributes.Int("N");
        if (count is < 1 or > int.MaxValue)
        {
            throw Attributes.Invalid("N", $"is {count}; there must be at least one input");
        }

        ExpectInputs(first + count + others);
        return [.. Enumerable.Range(first, (int)count).Select(index => Input(index, "T"))];
    }

    /// <summary>An input of axes, sizes or dimensions, of which not all need be known.</summary>
    public OnnxValue IndexTensor(int index)
    {
        OnnxValue input = inputs[index];
        return input.Type is DataType.DtInt32 or DataType.DtInt64
            ? input
            : throw Invalid($"reads {input.Type.Describe()} where input {index} should be int32 or int64");
    }

    /// <summary>An input that is a constant of axes or sizes.</summary>
    public long[] IndexInput(int index)
    {
        _ = IndexTensor(index);
        return ConstantInput(index).ToInt64s();
    }

    /// <summary>An input that is a constant with a number of axes or sizes.</summary>
    public long[] IndexInput(int index, int length)
    {
        long[] values = IndexInput(index);
        return values.Length == length
            ? values
            : throw Invalid($"reads {values.Length} numbers, [{string.Join(", ", values)}], where input {index} should have {length}");
    }

    /// <summary>An input that is one axis of a tensor of some rank, counted from the end where it is negative.</summary>
    public int AxisInput(int index, int rank) => Axes.Normalize(this, IndexInput(index, length: 1)[0], rank);

    public TensorConstant ConstantInput(int index) =>
        inputs[index].Constant ?? throw Invalid($"reads input {index} from a computation; only a constant is supported there");

    public void ExpectInputs(long count)
    {
        if (inputs.Count != count)
        {
            throw Invalid($"has {inputs.Count} inputs, not {count}");
        }
    }

    /// <summary>Adds an ONNX node for one step of the op.</summary>
    /// <returns>The name of its output.</returns>
    public string Emit(string opType, IEnumerable<string> inputNames, params IEnumerable<AttributeProto> attributes) =>
        graph.Add(node.Name, opType, inputNames, attributes);

    /// <summary>Adds an ONNX node whose name, which ONNX Runtime's errors contain, says more than its op.</summary>
    public string EmitNamed(string name, string opType, IEnumerable<string> inputNames) =>
        graph.Add($"{node.Name}/{name}", opType, inputNames);

    public string EmitCast(string value, DataType type) => Emit("Cast", [value], OnnxAttribute.Of("to", (long)type.ToOnnx()));

    /// <summary>Adds an ONNX node with several outputs.</summary>
    public string[] EmitMany(string opType, IEnumerable<string> inputNames, int outputs, params IEnumerable<AttributeProto> attributes) =>
        graph.Add(node.Name, opType, inputNames, outputs, attributes);

    public string EmitIndices(params ReadOnlySpan<long> values) => EmitConstant(TensorConstant.Of(values));

    public string EmitConstant(TensorConstant constant) => graph.AddConstant($"{node.Name}/Constant", constant);

    /// <summary>Adds a constant in another order of axes, which is read with another shape.</summary>
    public string EmitTransposed(TensorConstant constant, int[] permutation, TensorShape shape) =>
        graph.AddTransposed($"{node.Name}/Constant", constant, permutation, shape);

    public string EmitScalar(float value, DataType type) =>
        EmitConstant(TensorConstant.Scalar(value, type)
            ?? throw Attributes.Invalid("T", $"is {type.Describe()}, which is not supported for this op"));

    /// <summary>The result of the op, from the ONNX value that holds it.</summary>
    /// <param name="name">The ONNX value.</param>
    /// <param name="type">The element type.</param>
    /// <param name="shape">The shape in TensorFlow's order.</param>
    /// <param name="layout">The layout of the ONNX value.</param>
    public OnnxValue Result(string name, DataType type, TensorShape shape, Layout layout = Layout.AsWritten) =>
        OnnxValue.Computed(graph, name, type, shape, layout);

    /// <summary>The result of an op that may compute dimensions: a constant if all are known, else a computed value.</summary>
    /// <param name="dimensions">The elements as far as they are known; null for a tensor that does not hold dimensions.</param>
    /// <param name="compute">Adds the ONNX nodes for it.</param>
    public OnnxValue Result(ShapeVector? dimensions, Func<OnnxValue> compute)
    {
        if (dimensions?.ToConstant() is { } constant)
        {
            return Result(constant);
        }

        OnnxValue computed = compute();
        return dimensions is null
            ? computed
            : OnnxValue.Computed(graph, computed.AsWritten, computed.Type, computed.Shape, dimensions);
    }

    public OnnxValue Result(TensorConstant constant) => OnnxValue.Known(graph, node.Name, constant);

    /// <summary>
    /// Rejects an op that makes an axis longer, by more than networks do, whose length is known only when the network runs: no memory can
    /// be counted then.
    /// </summary>
    public void RefuseGrowth(TensorShape shape, int axis, long elements)
    {
        if (shape[axis] is TensorShape.UnknownDimension && elements > MaximumOpenGrowth)
        {
            throw new RetrainException(GraphDiagnostics.TooMuchMemory(
                origin, node.Name, node.Op, $"makes axis {axis} of a tensor of shape {shape} longer by {elements}"));
        }
    }

    public RetrainException UnknownSize() => new(GraphDiagnostics.TooMuchMemory(
        origin, node.Name, node.Op, GraphDiagnostics.SizeOfValues));

    /// <summary>Rejects an op in a graph whose producer has a version from which on TensorFlow no longer has the op.</summary>
    public void ExpectProducerBelow(int version)
    {
        if (source.Definition.Versions?.Producer >= version)
        {
            throw new RetrainException(
                GraphDiagnostics.RemovedOp(origin, node.Name, node.Op, version, source.Definition.Versions.Producer));
        }
    }

    /// <param name="reason">The problem; it is cut short where it lists thousands of numbers of a damaged graph.</param>
    public RetrainException Invalid(string reason) => new(GraphDiagnostics.BadInputs(
        origin, node.Name, node.Op, reason.Length <= MaximumReasonLength ? reason : $"{reason.AsSpan(0, MaximumReasonLength)}..."));

    public RetrainException InvalidConstant(string reason) => new(GraphDiagnostics.BadConstant(origin, node.Name, reason));
}
