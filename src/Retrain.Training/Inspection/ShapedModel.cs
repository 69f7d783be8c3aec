using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.Onnx.Protos;
using Retrain.Runtime.Graphs.OnnxShapes;
using Retrain.Runtime.Graphs.Sessions;

namespace Retrain.Training.Inspection;

/// <summary>
/// A model and the shapes of its tensors for one image, as ONNX Runtime infers them. It does not follow sizes that a network computes from
/// its input, as exported transformers do; there, the shapes that were checked before are taken.
/// </summary>
internal sealed class ShapedModel
{
    private readonly Dictionary<string, TensorShape> shapes = new(StringComparer.Ordinal);
    private readonly ModelShapes checkedShapes;

    private ShapedModel(GraphProto graph, IReadOnlyDictionary<string, NodeMetadata> outputs, ModelShapes checkedShapes)
    {
        this.checkedShapes = checkedShapes;
        Nodes = graph.Node;
        foreach (ValueInfoProto input in graph.Input)
        {
            shapes[input.Name] = OnnxInput.ShapeOf(input);
        }

        foreach (TensorProto weights in graph.Initializer)
        {
            shapes[weights.Name] = TensorShape.Of([.. weights.Dims]);
        }

        foreach ((string name, NodeMetadata output) in outputs.Where(output => output.Value.IsTensor))
        {
            shapes[name] = TensorShape.Of([.. output.Dimensions.Select(dimension => (long)dimension)]);
        }
    }

    public IReadOnlyList<NodeProto> Nodes { get; }

    /// <summary>Infers the shapes of a model.</summary>
    /// <param name="model">A model with one input, [batch, height, width, 3]. It is changed and must not be used afterwards.</param>
    /// <param name="origin">The file of the model, for messages.</param>
    /// <exception cref="RetrainException">RT2013: ONNX Runtime refuses the model.</exception>
    public static ShapedModel Of(ModelProto model, string? origin)
    {
        ModelShapes checkedShapes = ModelShapes.Check(model, origin);
        string result = model.Graph.Output[0].Name;
        model.Graph.Input[0].Type.TensorType.Shape.Dim[0] = new() { DimValue = 1 };

        // A session gives the shapes of its outputs, so all tensors become outputs.
        HashSet<string> outputs = ["", .. model.Graph.Output.Select(output => output.Name)];
        foreach (string tensor in model.Graph.Node.SelectMany(node => node.Output).Where(outputs.Add))
        {
            model.Graph.Output.Add(new ValueInfoProto { Name = tensor });
        }

        try
        {
            OrtSessions.Start();
            using SessionOptions options = new()
            {
                // The ops must stay as they are in the model; nothing is run, so speed does not matter.
                GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL,
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
            };
            using InferenceSession session = new(model.ToByteArray(), options);
            return new(model.Graph, session.OutputMetadata, checkedShapes);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new RetrainException(GraphDiagnostics.RuntimeFailed(origin, result, OrtSessions.Reason(exception)), exception);
        }
    }

    /// <summary>The shape of a tensor, which is unknown if it depends on more than the size of the image.</summary>
    public TensorShape ShapeOf(string tensor)
    {
        TensorShape inferred = shapes.GetValueOrDefault(tensor, TensorShape.Unknown);
        return !inferred.IsFullyKnown && checkedShapes.ShapeOf(tensor) is { IsFullyKnown: true } known ? known : inferred;
    }
}
