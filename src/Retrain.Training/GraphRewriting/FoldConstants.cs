using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Conversion;
using Retrain.Runtime.Graphs.Onnx.Protos;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Graphs.TensorFlow;

namespace Retrain.Training.GraphRewriting;

/// <summary>
/// Replaces nodes that depend only on constants with their values, which are computed by the code that would otherwise run each time.
/// </summary>
internal static class FoldConstants
{
    /// <exception cref="RetrainException">RT2xxx: a constant part of the graph cannot be computed.</exception>
    public static void Apply(EditableGraph graph)
    {
        HashSet<string> constants = new(StringComparer.Ordinal);
        foreach (NodeDef node in graph.Definition.Node)
        {
            bool IsConstant(string input) => constants.Contains(TensorName.Parse(input).Node);

            bool isFolded = node.Input.Count > 0 && !Widens(node) && OpTable.Find(node.Op) is not null && node.Input.All(IsConstant);
            if (node.Op == "Const" || isFolded)
            {
                constants.Add(node.Name);
            }
        }

        NodeDef[] frontier =
        [
            .. graph.Definition.Node.Where(
                node => node.Op != "Const" && constants.Contains(node.Name) && IsReadOutside(graph, node, constants)),
        ];
        if (frontier.Length is 0)
        {
            return;
        }

        try
        {
            Fold(graph, frontier);
        }
        catch (OnnxRuntimeException exception)
        {
            string tensor = graph.Output.ToString();
            throw new RetrainException(GraphDiagnostics.RuntimeFailed(null, tensor, OrtSessions.Reason(exception)), exception);
        }
    }

    // Bytes that become floats when the graph runs take a quarter of the room.
    private static bool Widens(NodeDef node) =>
        node.Op == "Cast" && node.Attr.TryGetValue("SrcT", out AttrValue? type) && type.Type is DataType.DtUint8;

    private static bool IsReadOutside(EditableGraph graph, NodeDef node, HashSet<string> constants) =>
        graph.IsOutput(node)
        || graph.Definition.Node.Any(
            reader => !constants.Contains(reader.Name) && reader.Input.Any(input => TensorName.Parse(input).Node == node.Name));

    private static void Fold(EditableGraph graph, NodeDef[] frontier)
    {
        ConvertedModel model = OnnxConverter.Convert(FrozenGraph.Of(graph.Definition), [], [.. frontier.Select(node => node.Name)]);
        using InferenceSession session = OrtSessions.Open(model.ToByteArray());
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = session.Run([]);
        foreach ((NodeDef node, DisposableNamedOnnxValue result) in frontier.Zip(results))
        {
            // Shapes and axes stay: they are small and cost TensorFlow no time.
            if (result.Value is Tensor<float> tensor)
            {
                TensorShape shape = TensorShape.Of([.. tensor.Dimensions.ToArray().Select(dimension => (long)dimension)]);
                graph.Replace(node, FloatTensor.Node(node.Name, tensor.ToArray(), shape));
            }
        }
    }
}
