using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;

namespace Retrain.Training.GraphRewriting;

/// <summary>Multiplies the values of a filter by the factors that its output channels are multiplied by.</summary>
internal static class FoldScale
{
    public static void Apply(EditableGraph graph)
    {
        foreach (NodeDef node in graph.Definition.Node.Where(node => node.Op == "Mul").ToArray())
        {
            if (!graph.IsOutput(node) && (TryFold(graph, node, product: 0, factor: 1) || TryFold(graph, node, product: 1, factor: 0)))
            {
                graph.Remove(node);
            }
        }
    }

    private static bool TryFold(EditableGraph graph, NodeDef multiply, int product, int factor)
    {
        NodeDef layer = graph.Source(multiply, product);
        if (!FilterLayer.HasChannelsLast(layer)
            || graph.CountReaders(layer) != 1
            || !graph.TryReadConstant(layer, 1, out TensorConstant? filter)
            || !graph.TryReadConstant(multiply, factor, out TensorConstant? scale))
        {
            return false;
        }

        ReadOnlySpan<float> scales = FloatTensor.Values(scale);
        int channels = FilterLayer.OutputChannels(layer, filter.Shape);
        if ((scales.Length != 1 && scales.Length != channels) || !IsAlongLastAxis(scale.Shape))
        {
            return false;
        }

        // The output channel is the fastest-changing axis of TensorFlow's filters.
        float[] scaled = FloatTensor.Values(filter).ToArray();
        for (int i = 0; i < scaled.Length; i++)
        {
            scaled[i] *= scales[scales.Length == 1 ? 0 : i % channels];
        }

        if (!scaled.All(float.IsFinite))
        {
            return false;
        }

        NodeDef weights = graph.Source(layer, 1);
        if (graph.CountReaders(weights) == 1)
        {
            graph.Replace(weights, FloatTensor.Node(weights.Name, scaled, filter.Shape));
        }
        else
        {
            // Another layer keeps using the filter unchanged.
            NodeDef own = FloatTensor.Node(graph.UniqueName($"{layer.Name}/scaled_weights"), scaled, filter.Shape);
            layer.Input[1] = own.Name;
            graph.Replace(layer, own, layer);
        }

        graph.Redirect(multiply, layer.Name);
        return true;
    }

    private static bool IsAlongLastAxis(TensorShape shape) => shape.Rank == 0 || shape.Dimensions[..^1].IndexOfAnyExcept(1) < 0;
}
