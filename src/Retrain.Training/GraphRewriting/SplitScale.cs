using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;

namespace Retrain.Training.GraphRewriting;

/// <summary>
/// Reverses <see cref="FoldScale"/>: it brings the channels of a filter to one range and multiplies the output instead, so that 256 codes
/// for a whole tensor suit its smallest channel as well as its largest. Krishnamoorthi, "Quantizing deep convolutional networks for
/// efficient inference", 2018, section 3.1.2, explains why channels need ranges of their own.
/// </summary>
internal static class SplitScale
{
    // Below this ratio, one range for all channels loses less than a bit.
    private const float SmallestRatio = 2;

    public static void Apply(EditableGraph graph)
    {
        foreach (NodeDef layer in graph.Definition.Node.Where(FilterLayer.HasChannelsLast).ToArray())
        {
            if (!graph.IsOutput(layer)
                && graph.TryReadConstant(layer, 1, out TensorConstant? filter)
                && graph.CountReaders(graph.Source(layer, 1)) == 1
                && filter.Shape.LengthFrom(0) >= StoreWeights.SmallestLength)
            {
                Split(graph, layer, filter);
            }
        }
    }

    private static void Split(EditableGraph graph, NodeDef layer, TensorConstant filter)
    {
        ReadOnlySpan<float> values = FloatTensor.Values(filter);
        float[] largest = new float[FilterLayer.OutputChannels(layer, filter.Shape)];
        for (int i = 0; i < values.Length; i++)
        {
            ref float channel = ref largest[i % largest.Length];
            channel = Math.Max(channel, Math.Abs(values[i]));
        }

        // A channel of zeros, or nearly so, stays as it is.
        float[] scales = Array.ConvertAll(largest, value => float.IsNormal(1 / value) ? value : 1);
        if (scales.Max() / scales.Min() < SmallestRatio)
        {
            return;
        }

        float[] normalized = new float[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            normalized[i] = values[i] / scales[i % scales.Length];
        }

        NodeDef weights = graph.Source(layer, 1);
        graph.Replace(weights, FloatTensor.Node(weights.Name, normalized, filter.Shape));
        string product = graph.UniqueName($"{layer.Name}/rescaled");
        string factor = graph.UniqueName($"{layer.Name}/channel_scales");
        graph.Redirect(layer, product);
        graph.Replace(layer, layer,
            NodeDefs.Constant(factor, scales, [scales.Length]),
            NodeDefs.Operation("Mul", product, [layer.Name, factor], NodeDefs.Type("T", DataType.DtFloat)));
    }
}
