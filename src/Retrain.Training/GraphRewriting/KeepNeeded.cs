using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;

namespace Retrain.Training.GraphRewriting;

/// <summary>Removes the nodes that are no longer needed, and puts each node after those it reads.</summary>
internal static class KeepNeeded
{
    public static GraphDef Apply(GraphDef graph, string inputTensor, string outputTensor)
    {
        // The input stays even if no node reads it: programs that feed the graph name it.
        NodeDef input = graph.Node.Single(node => node.Name == TensorName.Parse(inputTensor).Node);
        GraphDef needed = new() { Versions = graph.Versions };
        needed.Node.Add(input);
        HashSet<TensorName> fed = [new(input.Name, 0)];
        needed.Node.AddRange(FrozenGraph.Of(graph).NodesFor([TensorName.Parse(outputTensor)], fed));
        return needed;
    }
}
