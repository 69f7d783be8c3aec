using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.Onnx.Protos;
using static Retrain.Runtime.Graphs.Onnx.Protos.TensorProto.Types;

namespace Retrain.Runtime.Graphs.OnnxShapes;

/// <summary>
/// Checks an ONNX model before ONNX Runtime sees it: the numbers in its nodes against the sizes that they apply to, and the memory that
/// its tensors take.
/// </summary>
internal sealed class ModelShapes
{
    /// <summary>A weight larger than the largest layer of a large network is damage.</summary>
    private const long MaximumWeightBytes = 1L << 30;

    private readonly Dictionary<string, ShapedTensor> tensors = new(StringComparer.Ordinal);
    private readonly HashSet<(string Domain, string Name)> functions;
    private readonly long opset;
    private readonly string? origin;

    private ModelShapes(IEnumerable<FunctionProto> functions, long opset, string? origin)
    {
        this.functions = [.. functions.Select(function => (function.Domain, function.Name))];
        this.opset = opset;
        this.origin = origin;
    }

    /// <param name="model">A model whose inputs have known sizes but for the batch, which is taken for one image.</param>
    /// <param name="origin">The model's file, for messages.</param>
    /// <returns>The shapes of its tensors for one image.</returns>
    /// <exception cref="RetrainException">RT2007 to RT2010, RT2023 or RT2033: the model cannot be run.</exception>
    public static ModelShapes Check(ModelProto model, string? origin)
    {
        long opset = model.OpsetImport.FirstOrDefault(set => set.Domain is "" or "ai.onnx")?.Version ?? 1;
        ModelShapes shapes = new(model.Functions, opset, origin);
        foreach (NodeProto node in model.Functions.SelectMany(function => function.Node).SelectMany(WithInner))
        {
            AttributeLimits.Check(node, origin);
            _ = shapes.IsStandard(node);
        }

        shapes.Check(model.Graph, isInner: false);
        return shapes;
    }

    /// <summary>The shape of a tensor, as far as it is known.</summary>
    public TensorShape ShapeOf(string tensor) => tensors.GetValueOrDefault(tensor)?.Shape ?? TensorShape.Unknown;

    private static IEnumerable<NodeProto> WithInner(NodeProto node) =>
        node.Attribute.Where(attribute => attribute.G is not null).SelectMany(attribute => attribute.G.Node).SelectMany(WithInner)
            .Prepend(node);

    // The graphs of an If may read all tensors around them.
    private void Check(GraphProto graph, bool isInner)
    {
        if (graph.SparseInitializer.Count > 0)
        {
            throw new RetrainException(GraphDiagnostics.UnsupportedModel(origin, "has sparse weights", "save it with dense ones"));
        }

        foreach (ValueInfoProto input in graph.Input)
        {
            TensorShape shape = OnnxInput.ShapeOf(input);
            bool isOpenBatch = shape is { HasRank: true, Rank: > 0 } && shape[0] is TensorShape.UnknownDimension;
            TensorShape ofOne = isOpenBatch ? shape.With(0, 1) : shape;
            tensors[input.Name] = new(OnnxInput.ElementType(input), ofOne, IsOpaque: !ofOne.IsFullyKnown);
        }

        foreach (TensorProto weight in graph.Initializer)
        {
            CheckWeight(weight);
            tensors[weight.Name] = new(
                (DataType)weight.DataType, TensorShape.Of([.. weight.Dims]), SizeValues.Of(weight), IsConstant: true);
        }

        TensorMemory memory = new(
            origin,
            graph.Node.SelectMany(OnnxCut.InputsOf).Concat(graph.Output.Select(output => output.Name)));
        foreach (NodeProto node in graph.Node)
        {
            Check(node, memory, isInner);
        }
    }

    private void Check(NodeProto node, TensorMemory memory, bool isInner)
    {
        AttributeLimits.Check(node, origin);
        foreach (AttributeProto attribute in node.Attribute)
        {
            if (attribute.T is not null)
            {
                CheckWeight(attribute.T);
            }

            if (attribute.G is not null)
            {
                Check(attribute.G, isInner: true);
            }
        }

        ShapedTensor?[] inputs = [.. node.Input.Select(input => tensors.GetValueOrDefault(input))];
        ShapedNode shaped = new(node, inputs, opset, origin);
        bool isStandard = IsStandard(node);
        ShapeRule? rule = isStandard ? ShapeRules.Find(node.OpType) : null;
        TensorShape[] shapes = rule?.Invoke(shaped) ?? [];
        bool isConstant = !isInner && OnnxCut.InputsOf(node).All(input => tensors.GetValueOrDefault(input) is { IsConstant: true });
        bool isOpaque = !isStandard
            || node.Input.Any(input => input.Length > 0 && tensors.GetValueOrDefault(input) is null or { IsOpaque: true });
        for (int i = 0; i < node.Output.Count; i++)
        {
            TensorShape shape = i < shapes.Length ? shapes[i] : TensorShape.Unknown;
            DataType type = TypeOf(node, i, shaped);
            tensors[node.Output[i]] = new(type, shape, i is 0 ? SizeValues.Of(shaped, shape, type) : null, isConstant, isOpaque);
        }

        RequireKnownGrowth(node, isOpaque);
        long? largestConstant = isConstant && inputs.Length > 0 ? inputs.Max(input => input?.SizeBytes ?? 0) : null;
        foreach (string output in node.Output)
        {
            memory.Add((node.Name, node.OpType), output, tensors[output].Shape, tensors[output].SizeBytes, largestConstant);
        }

        foreach (string input in OnnxCut.InputsOf(node))
        {
            memory.Read(input);
        }
    }

    /// <summary>Whether a node's op is one of ONNX's or ONNX Runtime's; otherwise it is a function, or in blocks of channels.</summary>
    /// <exception cref="RetrainException">RT2007: nothing is known that limits the results of the op.</exception>
    private bool IsStandard(NodeProto node)
    {
        // ONNX Runtime saves a model that it has optimised in blocks.
        if (node.Domain is "com.microsoft.nchwc" || functions.Contains((node.Domain, node.OpType)))
        {
            return false;
        }

        bool isKnown = node.Domain is "" or "ai.onnx" or "com.microsoft";
        return isKnown && !ShapeRules.IsUnlimited(node.OpType)
            ? true
            : throw new RetrainException(GraphDiagnostics.UnsupportedOp(origin, node.Name, node.OpType));
    }

    private void RequireKnownGrowth(NodeProto node, bool isOpaque)
    {
        if (!isOpaque && SizeShapes.Grows(node.OpType) && !tensors[node.Output[0]].Shape.IsFullyKnown)
        {
            throw new RetrainException(GraphDiagnostics.TooMuchMemory(
                origin, node.Name, node.OpType, GraphDiagnostics.SizeOfValues));
        }
    }

    private void CheckWeight(TensorProto weight)
    {
        Int128 length = 1;
        foreach (long dimension in weight.Dims)
        {
            length = dimension < 0 ? -1 : Int128.Min(length * dimension, long.MaxValue);
            if (length < 0)
            {
                break;
            }
        }

        int size = ((DataType)weight.DataType).SizeBytes();
        Int128 bytes = length * Math.Max(size, 1);
        if (length < 0 || bytes > MaximumWeightBytes || (size > 0 && weight.RawData.Length > 0 && weight.RawData.Length != bytes))
        {
            string reason = $"of shape [{string.Join(", ", weight.Dims.Take(16))}] does not fit its {weight.RawData.Length} bytes";
            throw new RetrainException(GraphDiagnostics.BadConstant(origin, weight.Name, reason));
        }
    }

    private static DataType TypeOf(NodeProto node, int output, ShapedNode shaped) => node.OpType switch
    {
        "Cast" => (DataType)shaped.Int("to", 0),
        "Shape" or "Size" or "ArgMax" or "ArgMin" or "NonZero" => DataType.Int64,
        "TopK" when output is 1 => DataType.Int64,
        "Constant" => shaped.Attribute("value")?.T is { } value ? (DataType)value.DataType
            : shaped.Attribute("value_int") is not null || shaped.Attribute("value_ints") is not null ? DataType.Int64 : DataType.Float,
        "ConstantOfShape" => (DataType)(shaped.Attribute("value")?.T?.DataType ?? (int)DataType.Float),
        "Equal" or "Greater" or "GreaterOrEqual" or "Less" or "LessOrEqual" or "Not" or "And" or "Or" => DataType.Bool,
        "Where" => shaped.Input(1)?.Type ?? DataType.Undefined,
        "DequantizeLinear" => DataType.Float,
        _ => shaped.Input(0)?.Type ?? DataType.Undefined,
    };
}
