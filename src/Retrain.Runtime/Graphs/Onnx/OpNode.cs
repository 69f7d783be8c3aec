using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs.Onnx.Protos;
using Retrain.Runtime.Graphs.Protos;

namespace Retrain.Runtime.Graphs.Onnx;

/// <summary>A TensorFlow node whose inputs have been converted: what an op's converter reads and where it puts its ONNX nodes.</summary>
/// <param name="node">The node.</param>
/// <param name="inputs">Its data inputs.</param>
/// <param name="graph">The ONNX graph.</param>
/// <param name="origin">The graph file, for messages.</param>
internal sealed class OpNode(NodeDef node, IReadOnlyList<OnnxValue> inputs, OnnxGraph graph, string? origin)
{
    public NodeAttributes Attributes { get; } = new(node, origin);

    /// <summary>An input, whose element type must be the one that an attribute ("T") names.</summary>
    public OnnxValue Input(int index, string typeAttribute) => Input(index, Attributes.Type(typeAttribute));

    public OnnxValue Input(int index, DataType type)
    {
        OnnxValue input = inputs[index];
        return input.Type == type
            ? input
            : throw Invalid($"reads {input.Type.Describe()} where input {index} should be {type.Describe()}");
    }

    /// <summary>An input of so many dimensions; where the graph does not tell its rank, it is taken to be right.</summary>
    public OnnxValue Input(int index, string typeAttribute, int rank, out TensorShape shape)
    {
        OnnxValue input = Input(index, typeAttribute);
        shape = input.Shape.HasRank ? input.Shape : TensorShape.OfRank(rank);
        return shape.Rank == rank
            ? input
            : throw Invalid($"reads a tensor of shape {shape} where input {index} should have {rank} dimensions");
    }

    /// <summary>An input that is a constant of axes or sizes.</summary>
    public long[] IndexInput(int index)
    {
        TensorConstant constant = ConstantInput(index);
        return constant.Type is DataType.DtInt32 or DataType.DtInt64
            ? constant.ToInt64s()
            : throw Invalid($"reads {constant.Type.Describe()} where input {index} should be int32 or int64");
    }

    public TensorConstant ConstantInput(int index) =>
        inputs[index].Constant ?? throw Invalid($"reads input {index} from a computation; only a constant is supported there");

    public void ExpectInputs(int count)
    {
        if (inputs.Count != count)
        {
            throw Invalid($"has {inputs.Count} inputs, not {count}");
        }
    }

    /// <summary>Adds an ONNX node for a step on the way.</summary>
    /// <returns>The name of its output.</returns>
    public string Emit(string opType, IEnumerable<string> inputNames, params IEnumerable<AttributeProto> attributes) =>
        graph.Add(node.Name, opType, inputNames, attributes);

    public string EmitConstant(TensorConstant constant) => graph.AddConstant($"{node.Name}/Constant", constant);

    public string EmitScalar(float value, DataType type) =>
        EmitConstant(TensorConstant.Scalar(value, type)
            ?? throw Attributes.Invalid("T", $"is {type.Describe()}, which is not supported for this op"));

    /// <summary>What the op computes, from the ONNX value that holds it.</summary>
    /// <param name="name">The ONNX value.</param>
    /// <param name="type">Its element type.</param>
    /// <param name="shape">As TensorFlow sees it.</param>
    /// <param name="layout">The layout it is held in.</param>
    public OnnxValue Result(string name, DataType type, TensorShape shape, Layout layout = Layout.AsWritten) =>
        OnnxValue.Computed(graph, name, type, shape, layout);

    public OnnxValue Result(TensorConstant constant) => OnnxValue.Known(graph, node.Name, constant);

    public RetrainException Invalid(string reason) => new(GraphDiagnostics.BadInputs(origin, node.Name, node.Op, reason));

    public RetrainException InvalidConstant(string reason) => new(GraphDiagnostics.BadConstant(origin, node.Name, reason));
}
