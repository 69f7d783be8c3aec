using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Protos;

namespace Retrain.Training.GraphRewriting;

/// <summary>Nodes whose second input is a filter with a part for each output channel, in its last axes.</summary>
internal static class FilterLayer
{
    /// <summary>Whether a vector with a value for each output channel broadcasts against the output.</summary>
    public static bool HasChannelsLast(NodeDef layer) => layer.Op switch
    {
        "Conv2D" or "DepthwiseConv2dNative" =>
            !layer.Attr.TryGetValue("data_format", out AttrValue? format) || format.S.ToStringUtf8() == "NHWC",
        "MatMul" => !layer.Attr.TryGetValue("transpose_b", out AttrValue? transpose) || !transpose.B,
        _ => false,
    };

    /// <summary>The number of output channels.</summary>
    /// <param name="filter">
    /// The shape of the filter: [height, width, in, out] for Conv2D, [height, width, in, multiplier] for DepthwiseConv2dNative, [in, out]
    /// for MatMul.
    /// </param>
    public static int OutputChannels(NodeDef layer, TensorShape filter) =>
        (int)filter.LengthFrom(layer.Op == "DepthwiseConv2dNative" ? 2 : filter.Rank - 1)!.Value;
}
