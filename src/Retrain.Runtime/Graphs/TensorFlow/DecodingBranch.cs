using System.Runtime.InteropServices;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Images;

namespace Retrain.Runtime.Graphs.TensorFlow;

/// <summary>
/// The branch of a trained graph that turns JPEG bytes into the network's input: DecodeJpeg, Cast, ExpandDims, ResizeBilinear, Sub, Mul.
/// Graphs that this project writes have it as the default of the input's PlaceholderWithDefault; in Inception of 2015 its Mul is the input
/// itself. A program that decodes by itself reads from it what the network expects.
/// </summary>
/// <param name="WidthPixels">The width of the network's input.</param>
/// <param name="HeightPixels">The height of the network's input.</param>
/// <param name="Normalization">Brings [0, 255] to the values of the network's input.</param>
internal sealed record DecodingBranch(int WidthPixels, int HeightPixels, Normalization Normalization)
{
    /// <summary>Reads the branch behind an input.</summary>
    /// <returns>The branch; <see langword="null"/> where there is none.</returns>
    /// <exception cref="RetrainException">RT2009: its size or scale is not possible.</exception>
    public static DecodingBranch? Find(FrozenGraph graph, string inputTensor)
    {
        NodeDef input = graph.Node(inputTensor);
        NodeDef decoded = Follow(graph, input, "PlaceholderWithDefault", 0) ?? input;
        if ((TensorFlowInput.TakesBytes(input) ? Follow(graph, decoded, "Cast", 0) ?? decoded : decoded) is { Op: "Mul" } multiply
            && Follow(graph, multiply, "Mul", 0) is { Op: "Sub" } subtract
            && Follow(graph, subtract, "Sub", 0) is { Op: "ResizeBilinear" } resize
            && ConstantChannels(graph, multiply) is ChannelValues scale
            && ConstantChannels(graph, subtract) is ChannelValues mean
            && ConstantSize(graph, resize) is (int height, int width))
        {
            if (!ImageInput.IsSide(height) || !ImageInput.IsSide(width))
            {
                throw new RetrainException(GraphDiagnostics.BadInputs(graph.Origin, resize.Name, resize.Op,
                    $"resizes to {height} x {width} pixels, but a side must have from 1 to {ImagePreprocessor.LargestSidePixels}"));
            }

            Normalization normalization = new(mean, new ChannelValues(1 / scale.Red, 1 / scale.Green, 1 / scale.Blue));
            return normalization.IsUsable
                ? new DecodingBranch(width, height, normalization)
                : throw new RetrainException(GraphDiagnostics.BadInputs(graph.Origin, multiply.Name, multiply.Op,
                    FormattableString.Invariant($"normalises by (value - {mean}) * {scale}, which does not give usable numbers")));
        }

        return null;
    }

    private static NodeDef? Follow(FrozenGraph graph, NodeDef node, string operation, int input) =>
        node.Op == operation && node.Input.Count > input && graph.TryFindNode(node.Input[input], out NodeDef? source) ? source : null;

    private static TensorProto? Constant(FrozenGraph graph, NodeDef node) =>
        Follow(graph, node, node.Op, 1) is { Op: "Const" } constant && constant.Attr.TryGetValue("value", out AttrValue? value)
            ? value.Tensor
            : null;

    // One number, or one for each channel.
    private static ChannelValues? ConstantChannels(FrozenGraph graph, NodeDef node)
    {
        ReadOnlySpan<float> values = Constant(graph, node) switch
        {
            { TensorContent.Length: sizeof(float) or 3 * sizeof(float) } tensor =>
                MemoryMarshal.Cast<byte, float>(tensor.TensorContent.Span),
            { FloatVal.Count: 1 or 3 } tensor => tensor.FloatVal.ToArray(),
            _ => [],
        };
        return values switch
        {
            [float all] => new ChannelValues(all),
            [float red, float green, float blue] => new ChannelValues(red, green, blue),
            _ => null,
        };
    }

    private static (int Height, int Width)? ConstantSize(FrozenGraph graph, NodeDef node) => Constant(graph, node) switch
    {
        { TensorContent.Length: 2 * sizeof(int) } tensor =>
            (MemoryMarshal.Read<int>(tensor.TensorContent.Span), MemoryMarshal.Read<int>(tensor.TensorContent.Span[sizeof(int)..])),
        { IntVal.Count: 2 } tensor => (tensor.IntVal[0], tensor.IntVal[1]),
        _ => null,
    };
}
