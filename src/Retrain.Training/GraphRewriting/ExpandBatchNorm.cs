using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;

namespace Retrain.Training.GraphRewriting;

/// <summary>
/// Replaces a batch normalisation of known mean and variance with its equivalent at inference: a multiplication and an addition for each
/// channel (Ioffe and Szegedy, "Batch Normalization", 2015, algorithm 2). The multiplication can then be folded into the filter before it.
/// </summary>
internal static class ExpandBatchNorm
{
    public static void Apply(EditableGraph graph)
    {
        foreach (NodeDef node in graph.Definition.Node.ToArray())
        {
            if (Parameters(graph, node) is (float[] Scale, float[] Offset) line)
            {
                string scale = graph.UniqueName($"{node.Name}/scale");
                string offset = graph.UniqueName($"{node.Name}/offset");
                string scaled = graph.UniqueName($"{node.Name}/scaled");
                graph.Replace(node,
                    NodeDefs.Constant(scale, line.Scale, [line.Scale.Length]),
                    NodeDefs.Constant(offset, line.Offset, [line.Offset.Length]),
                    NodeDefs.Operation("Mul", scaled, [node.Input[0], scale], NodeDefs.Type("T", DataType.DtFloat)),
                    NodeDefs.Operation("BiasAdd", node.Name, [scaled, offset], NodeDefs.Type("T", DataType.DtFloat)));
            }
        }
    }

    private static (float[] Scale, float[] Offset)? Parameters(EditableGraph graph, NodeDef node) => node.Op switch
    {
        // (x, scale, offset, mean, variance)
        "FusedBatchNorm" or "FusedBatchNormV2" or "FusedBatchNormV3" when IsForInference(node) =>
            Line(graph, node, new(Gamma: 1, Beta: 2, Mean: 3, Variance: 4), Number(node, "epsilon", 1e-4f)),

        // (t, mean, variance, beta, gamma)
        "BatchNormWithGlobalNormalization" =>
            Line(graph, node, new(GammaOfGlobalNormalization(node), Beta: 3, Mean: 1, Variance: 2), Number(node, "variance_epsilon", 0)),
        _ => null,
    };

    private static (float[] Scale, float[] Offset)? Line(EditableGraph graph, NodeDef node, Inputs inputs, float epsilon)
    {
        TensorConstant? gammas = null;
        if ((inputs.Gamma is int gamma && !graph.TryReadConstant(node, gamma, out gammas))
            || !graph.TryReadConstant(node, inputs.Beta, out TensorConstant? betas)
            || !graph.TryReadConstant(node, inputs.Mean, out TensorConstant? means)
            || !graph.TryReadConstant(node, inputs.Variance, out TensorConstant? variances))
        {
            return null;
        }

        int channels = FloatTensor.Values(variances).Length;
        float[] scale = new float[channels];
        float[] offset = new float[channels];
        for (int c = 0; c < channels; c++)
        {
            // Computed in double, so that folding costs only one rounding.
            double numerator = gammas is null ? 1 : FloatTensor.Values(gammas)[c];
            double factor = numerator / Math.Sqrt(FloatTensor.Values(variances)[c] + (double)epsilon);
            scale[c] = (float)factor;
            offset[c] = (float)(FloatTensor.Values(betas)[c] - (FloatTensor.Values(means)[c] * factor));
        }

        return scale.Concat(offset).All(float.IsFinite) ? (scale, offset) : null;
    }

    private static int? GammaOfGlobalNormalization(NodeDef node) =>
        node.Attr.TryGetValue("scale_after_normalization", out AttrValue? scales) && scales.B ? 4 : null;

    // The defaults of the attributes: is_training is true, data_format is NHWC.
    private static bool IsForInference(NodeDef node) =>
        node.Attr.TryGetValue("is_training", out AttrValue? training) && !training.B
        && (!node.Attr.TryGetValue("data_format", out AttrValue? format) || format.S.ToStringUtf8() == "NHWC");

    private static float Number(NodeDef node, string attribute, float ifAbsent) =>
        node.Attr.TryGetValue(attribute, out AttrValue? value) ? value.F : ifAbsent;

    // The numbers of a node's inputs.
    private readonly record struct Inputs(int? Gamma, int Beta, int Mean, int Variance);
}
