using Retrain.Runtime.Graphs.Onnx.Protos;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;
using TensorShapeProto = Retrain.Runtime.Graphs.Onnx.Protos.TensorShapeProto;

namespace Retrain.Runtime.Graphs.Conversion;

/// <summary>The ONNX graph while it grows: nodes, initializers and names that occur once.</summary>
/// <param name="reservedNames">The names of the inputs and outputs, which no value in between may have.</param>
internal sealed class OnnxGraph(IEnumerable<string> reservedNames)
{
    private readonly HashSet<string> names = new(reservedNames, StringComparer.Ordinal);

    private readonly List<OnnxWeight> weights = [];

    /// <summary>The graph without its constants.</summary>
    public GraphProto Proto { get; } = new();

    public IReadOnlyList<OnnxWeight> Weights => weights;

    /// <summary>Adds a node with one output.</summary>
    /// <param name="scope">The TensorFlow node it stands for: the beginning of its name.</param>
    /// <param name="opType">The ONNX op.</param>
    /// <param name="inputs">The names of the values that it reads.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <returns>The name of its output.</returns>
    public string Add(string scope, string opType, IEnumerable<string> inputs, params IEnumerable<AttributeProto> attributes)
    {
        string output = UniqueName($"{scope}/{opType}");
        Add(output, opType, inputs, attributes, output);
        return output;
    }

    /// <summary>Adds a node with several outputs.</summary>
    public string[] Add(string scope, string opType, IEnumerable<string> inputs, int outputs, IEnumerable<AttributeProto> attributes)
    {
        string[] names = [.. Enumerable.Range(0, outputs).Select(_ => UniqueName($"{scope}/{opType}"))];
        Add(names[0], opType, inputs, attributes, names);
        return names;
    }

    /// <summary>Gives a value the name by which the graph's users ask for it.</summary>
    public void AddOutput(string name, string value, DataType type, TensorShape shape)
    {
        Add(UniqueName($"{name}/Identity"), "Identity", [value], [], name);
        Proto.Output.Add(ValueInfo(name, type, shape));
    }

    public void AddInput(string name, DataType type, TensorShape shape) => Proto.Input.Add(ValueInfo(name, type, shape));

    public string AddConstant(string scope, TensorConstant constant) => AddWeight(new(UniqueName(scope), constant, constant.Shape, []));

    /// <summary>Adds a constant in another order of axes, to which its elements are brought when the model is written.</summary>
    /// <param name="scope">The TensorFlow node that reads it: the beginning of its name.</param>
    /// <param name="constant">The constant in TensorFlow's order.</param>
    /// <param name="permutation">The constant's axes in the new order.</param>
    /// <param name="shape">The shape that it is read as then.</param>
    public string AddTransposed(string scope, TensorConstant constant, int[] permutation, TensorShape shape) =>
        AddWeight(new(UniqueName(scope), constant, shape, permutation));

    private string AddWeight(OnnxWeight weight)
    {
        weights.Add(weight);
        return weight.Name;
    }

    private void Add(
        string name, string opType, IEnumerable<string> inputs, IEnumerable<AttributeProto> attributes, params IEnumerable<string> outputs)
    {
        NodeProto node = new() { Name = name, OpType = opType };
        node.Output.AddRange(outputs);
        node.Input.AddRange(inputs);
        node.Attribute.AddRange(attributes);
        Proto.Node.Add(node);
    }

    private string UniqueName(string wanted)
    {
        string name = FreeName.Of(wanted, names.Contains);
        names.Add(name);
        return name;
    }

    private static ValueInfoProto ValueInfo(string name, DataType type, TensorShape shape)
    {
        TypeProto.Types.Tensor tensor = new() { ElemType = (int)type.ToOnnx() };
        if (shape.HasRank)
        {
            tensor.Shape = new();
            foreach (long dimension in shape.Dimensions)
            {
                TensorShapeProto.Types.Dimension known = new();
                if (dimension is not TensorShape.UnknownDimension)
                {
                    known.DimValue = dimension;
                }

                tensor.Shape.Dim.Add(known);
            }
        }

        return new() { Name = name, Type = new() { TensorType = tensor } };
    }
}
