using Google.Protobuf.Collections;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.Onnx.Protos;

namespace Retrain.Training.Backbones;

/// <summary>Reads ONNX ops as layers.</summary>
internal sealed class OnnxLayers(OnnxModel model) : NetworkLayers
{
    // The first convolution whose steps are as long as it is wide.
    public override (int HeightPixels, int WidthPixels)? PatchSide => model.Definition.Graph.Node
        .Where(node => node.OpType is "Conv" or "ConvInteger" or "QLinearConv")
        .Select(node => IntegersOf(node, "strides") is [> 1 and <= int.MaxValue and long height, > 1 and <= int.MaxValue and long width]
            && IntegersOf(node, "kernel_shape") is [long kernelHeight, long kernelWidth]
            && (kernelHeight, kernelWidth) == (height, width)
                ? ((int, int)?)((int)height, (int)width)
                : null)
        .FirstOrDefault(side => side is not null);

    public override Layer? LayerOf(string tensor) => model.Producer(model.Existing(tensor)) is NodeProto node ? Of(node) : null;

    private Layer? Of(NodeProto node) => node.OpType switch
    {
        "Constant" => null,
        "Identity" or "Dropout" => new(LayerKind.Renames, FirstInput(node)),

        // The shape of a Reshape may be computed from that of the image, so only the first input counts. A quantised network rounds its
        // result.
        "Reshape" or "Flatten" or "Squeeze" or "Unsqueeze" or "Transpose" or "Cast" or "QuantizeLinear" or "DequantizeLinear" =>
            new(LayerKind.Reshapes, FirstInput(node)),
        "Slice" or "Gather" or "ArgMax" or "TopK" => new(LayerKind.Selects, FirstInput(node)),
        "Softmax" or "LogSoftmax" or "Sigmoid" => new(LayerKind.Finishes, FirstInput(node)),
        "Add" => new(LayerKind.Finishes, WithConstants(node)),
        "Gemm" or "MatMul" => new(LayerKind.FullyConnected, WithConstants(node)),
        "Conv" => new(LayerKind.Convolves, WithConstants(node)),
        "GlobalAveragePool" or "GlobalMaxPool" or "AveragePool" or "MaxPool" or "ReduceMean" or "ReduceMax" =>
            new(LayerKind.Pools, FirstInput(node)),
        _ => new(LayerKind.Other, null),
    };

    private static RepeatedField<long>? IntegersOf(NodeProto node, string name) =>
        node.Attribute.FirstOrDefault(attribute => attribute.Name == name)?.Ints;

    private static string? FirstInput(NodeProto node) => node.Input.FirstOrDefault();

    /// <summary>The only computed input, if the others are constant.</summary>
    private string? WithConstants(NodeProto node) =>
        node.Input.Where(input => model.IsComputed(input)).ToArray() is [string only] ? only : null;
}
