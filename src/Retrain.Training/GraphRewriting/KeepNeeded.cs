using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;

namespace Retrain.Training.GraphRewriting;

/// <summary>Leaves out the nodes that nobody reads any more, and puts each behind those it reads.</summary>
internal static class KeepNeeded
{
    public static GraphDef Apply(GraphDef graph, string inputTensor, string outputTensor)
    {
        // The input stays where nothing reads it: whoever feeds the graph names it.
        NodeDef input = graph.Node.Single(node => node.Name == TensorName.Parse(inputTensor).Node);
        GraphDef needed = new() { Versions = graph.Versions };
        needed.Node.Add(input);
        needed.Node.AddRange(FrozenGraph.Of(graph).NodesFor([TensorName.Parse(outputTensor)], new HashSet<TensorName> { new(input.Name, 0) }));
        return needed;
    }
}
