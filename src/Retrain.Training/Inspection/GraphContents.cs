using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.TensorFlow;

namespace Retrain.Training.Inspection;

/// <summary>What a graph's file says of itself.</summary>
/// <param name="Format">For instance "TensorFlow graph, producer 27".</param>
/// <param name="Inputs">What is fed.</param>
/// <param name="Outputs">What nothing in the graph reads.</param>
/// <param name="Ops">Of all nodes.</param>
/// <param name="ParameterCount">Numbers in constants.</param>
/// <param name="ParameterBytes">What they take.</param>
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
