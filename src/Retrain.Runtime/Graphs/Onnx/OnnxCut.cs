using Google.Protobuf.Collections;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs.Onnx.Protos;
using static Retrain.Runtime.Graphs.Onnx.Protos.TensorProto.Types;

namespace Retrain.Runtime.Graphs.Onnx;

/// <summary>Takes the part of an ONNX model that lies between two tensors.</summary>
internal static class OnnxCut
{
    private const int WeightsNeedNotBeInputs = 4; // the version of ONNX's file format from which on a weight need not be an input

    /// <summary>Makes a model of all that a tensor needs, in the whole model's layout and type; it has no output yet.</summary>
    /// <param name="model">The whole model, which is not changed.</param>
    /// <param name="inputTensor">An input of the model.</param>
    /// <param name="outputTensor">The tensor that is computed.</param>
    /// <param name="inputShape">[batch, height, width, 3]; its height and width become the model's.</param>
    public static ModelProto Between(OnnxModel model, string inputTensor, string outputTensor, TensorShape inputShape)
    {
        ImageInput image = model.InputAt(inputTensor);
        List<NodeProto> nodes = NodesFor(model, inputTensor, model.Existing(outputTensor));
        HashSet<string> read = [.. nodes.SelectMany(InputsOf), outputTensor];
        ModelProto cut = model.Definition.Clone();
        cut.IrVersion = Math.Max(cut.IrVersion, WeightsNeedNotBeInputs);
        TensorProto[] weights = [.. cut.Graph.Initializer.Where(tensor => read.Contains(tensor.Name))];
        cut.Graph.Initializer.Clear();
        cut.Graph.Initializer.AddRange(weights);
        cut.Graph.Node.Clear();
        cut.Graph.Node.AddRange(nodes);
        cut.Graph.Input.Clear();
        cut.Graph.Output.Clear();
        cut.Graph.ValueInfo.Clear(); // they may be for another size
        ValueInfoProto input = model.Fed.First(value => value.Name == inputTensor).Clone();
        int height = image.ChannelsFirst ? 2 : 1;
        input.Type.TensorType.Shape ??= new() { Dim = { Enumerable.Range(0, 4).Select(_ => new TensorShapeProto.Types.Dimension()) } };
        RepeatedField<TensorShapeProto.Types.Dimension> dimensions = input.Type.TensorType.Shape.Dim;
        dimensions[height] = new() { DimValue = inputShape[1] };
        dimensions[height + 1] = new() { DimValue = inputShape[2] };
        if (dimensions[0].HasDimValue && dimensions[0].DimValue <= 0)
        {
            dimensions[0] = new() { DimParam = "batch" }; // 0 and -1 stand for any number
        }

        int channels = image.ChannelsFirst ? 1 : 3;
        if (!dimensions[channels].HasDimValue || dimensions[channels].DimValue < 0)
        {
            dimensions[channels] = new() { DimValue = image.Shape[channels] };
        }

        cut.Graph.Input.Add(input);
        return cut;
    }

    /// <summary>Makes the same, but fed with float32 pixels, channels last, and computing float32 values.</summary>
    public static ModelProto ForPixels(OnnxModel model, string inputTensor, string outputTensor, TensorShape inputShape)
    {
        ModelProto cut = Between(model, inputTensor, outputTensor, inputShape);
        ImageInput image = model.InputAt(inputTensor);
        ValueInfoProto network = cut.Graph.Input[0];
        DataType type = OnnxInput.ElementType(network);
        string pixels = image.ChannelsFirst || type is not DataType.Float ? Free(model, "pixels") : inputTensor;
        if (pixels != inputTensor)
        {
            string last = Free(model, "channels_last");
            cut.Graph.Node.Insert(0, Node("Cast", [pixels], last, OnnxAttribute.Of("to", (long)type)));
            cut.Graph.Node.Insert(1, image.ChannelsFirst
                ? Node("Transpose", [last], inputTensor, OnnxAttribute.Of("perm", 0, 3, 1, 2))
                : Node("Identity", [last], inputTensor));
            TypeProto.Types.Tensor floats = new() { ElemType = (int)DataType.Float, Shape = new() };
            ValueInfoProto fed = new() { Name = pixels, Type = new() { TensorType = floats } };
            fed.Type.TensorType.Shape.Dim.Add(network.Type.TensorType.Shape.Dim[0]);
            fed.Type.TensorType.Shape.Dim.AddRange(
                inputShape.Dimensions[1..].ToArray().Select(size => new TensorShapeProto.Types.Dimension { DimValue = size }));
            cut.Graph.Input[0] = fed;
        }

        string values = Free(model, "values");
        cut.Graph.Node.Add(Node("Cast", [outputTensor], values, OnnxAttribute.Of("to", (long)DataType.Float)));
        cut.Graph.Output.Add(new ValueInfoProto { Name = values, Type = new() { TensorType = new() { ElemType = (int)DataType.Float } } });
        return cut;
    }

    /// <summary>Makes a model that takes its large weights as inputs: it cannot run without them, but its shapes can be computed.</summary>
    public static ModelProto WithoutWeights(ModelProto model)
    {
        ModelProto outline = model.Clone();
        outline.Graph.Initializer.Clear();
        foreach (TensorProto weight in model.Graph.Initializer)
        {
            if (weight.RawData.Length < OnnxMessage.LargeWeightBytes)
            {
                outline.Graph.Initializer.Add(weight);
                continue;
            }

            TypeProto.Types.Tensor type = new() { ElemType = weight.DataType, Shape = new() };
            type.Shape.Dim.AddRange(weight.Dims.Select(size => new TensorShapeProto.Types.Dimension { DimValue = size }));
            outline.Graph.Input.Add(new ValueInfoProto { Name = weight.Name, Type = new() { TensorType = type } });
        }

        return outline;
    }

    /// <summary>The tensors that a node reads, also those that the graphs in its attributes read.</summary>
    public static IEnumerable<string> InputsOf(NodeProto node) => node.Input.Where(input => input.Length > 0)
        .Concat(node.Attribute.Where(attribute => attribute.G is not null).SelectMany(attribute => attribute.G.Node.SelectMany(InputsOf)));

    /// <summary>A name that no tensor of the model has.</summary>
    public static string Free(OnnxModel model, string wanted) => FreeName.Of(wanted, model.TensorNames.Contains);

    /// <summary>Makes a node with one output, which has its name.</summary>
    public static NodeProto Node(string op, IEnumerable<string> inputs, string output, params IEnumerable<AttributeProto> attributes)
    {
        NodeProto node = new() { Name = output, OpType = op, Input = { inputs }, Output = { output } };
        node.Attribute.AddRange(attributes);
        return node;
    }

    // They are in the model's own order, in which they can be computed.
    private static List<NodeProto> NodesFor(OnnxModel model, string inputTensor, string outputTensor)
    {
        HashSet<NodeProto> needed = new(ReferenceEqualityComparer.Instance);
        Stack<string> tensors = new([outputTensor]);
        while (tensors.TryPop(out string? tensor))
        {
            if (tensor != inputTensor && model.Producer(tensor) is NodeProto node && needed.Add(node))
            {
                foreach (string input in InputsOf(node))
                {
                    tensors.Push(input);
                }
            }
            else if (tensor != inputTensor && model.Fed.Any(input => input.Name == tensor))
            {
                throw new RetrainException(GraphDiagnostics.PlaceholderNotFed(model.Origin, tensor, outputTensor));
            }
        }

        return [.. model.Definition.Graph.Node.Where(needed.Contains)];
    }
}
