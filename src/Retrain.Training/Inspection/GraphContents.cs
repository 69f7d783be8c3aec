using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.TensorFlow;

namespace Retrain.Training.Inspection;

/// <summary>The facts that the file of a graph contains.</summary>
/// <param name="Format">The format of the file, for instance "TensorFlow graph, producer 27".</param>
/// <param name="Inputs">The tensors that must be fed.</param>
/// <param name="Outputs">The tensors that no node of the graph reads.</param>
/// <param name="Ops">The ops of all nodes.</param>
/// <param name="ParameterCount">The number of values in constants.</param>
/// <param name="ParameterBytes">The number of bytes of these values.</param>
internal sealed record GraphContents(
    string Format,
    IReadOnlyList<TensorDescription> Inputs,
    IReadOnlyList<TensorDescription> Outputs,
    IReadOnlyList<OpCount> Ops,
    long ParameterCount,
    long ParameterBytes)
{
    public static GraphContents Of(NetworkGraph graph) => graph switch
    {
        FrozenGraph frozen => TensorFlowContents.Of(frozen),
        OnnxModel model => OnnxContents.Of(model),
        _ => throw new ArgumentOutOfRangeException(nameof(graph), graph, "no such kind of graph"),
    };
}
