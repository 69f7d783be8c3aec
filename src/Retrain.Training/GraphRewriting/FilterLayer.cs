using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Protos;

namespace Retrain.Training.GraphRewriting;

/// <summary>Nodes whose second input is a filter that each channel of the output has a part of, the part that changes fastest.</summary>
internal static class FilterLayer
{
    /// <summary>Whether a vector of a number for each output channel broadcasts against the output.</summary>
    public static bool HasChannelsLast(NodeDef layer) => layer.Op switch
    {
        "Conv2D" or "DepthwiseConv2dNative" => !layer.Attr.TryGetValue("data_format", out AttrValue? format) || format.S.ToStringUtf8() == "NHWC",
        "MatMul" => !layer.Attr.TryGetValue("transpose_b", out AttrValue? transpose) || !transpose.B,
        _ => false,
    };

    /// <param name="filter">[height, width, in, out] of Conv2D, [height, width, in, multiplier] of DepthwiseConv2dNative, [in, out] of MatMul.</param>
    public static int OutputChannels(NodeDef layer, TensorShape filter) =>
        (int)filter.LengthFrom(layer.Op == "DepthwiseConv2dNative" ? 2 : filter.Rank - 1)!.Value;
}
