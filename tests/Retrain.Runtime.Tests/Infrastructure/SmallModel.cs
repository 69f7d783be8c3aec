using System.Text;
using Retrain.Runtime.Graphs.Protos;

namespace Retrain.Runtime.Tests.Infrastructure;

/// <summary>
/// A classifier of four labels as training writes it, but small: its weights are any numbers, its scores differ from photo to photo.
/// </summary>
internal static class SmallModel
{
    public static readonly string[] Labels = ["daisy", "roses", "tulips", "バラ"];

    public static byte[] LabelsFile { get; } = Encoding.UTF8.GetBytes(string.Join('\n', Labels) + "\n");

    public static byte[] Graph { get; } = Write("input", "final_result");

    public static ImageClassifier Load()
    {
        using MemoryStream graph = new(Graph);
        using MemoryStream labels = new(LabelsFile);
        return ImageClassifier.Load(graph, labels);
    }

    public static byte[] Write(string inputTensor, string outputTensor) => new GraphBuilder()
        .Placeholder("DecodeJpeg/contents", DataType.DtString)
        .Add("DecodeJpeg", "DecodeJpeg", ["DecodeJpeg/contents"])
        .Add("Cast", "Cast", ["DecodeJpeg"], ("SrcT", DataType.DtUint8), ("DstT", DataType.DtFloat))
        .Indices("ExpandDims/dim", 0).Node("ExpandDims", "ExpandDims", "Cast", "ExpandDims/dim")
        .Indices("ResizeBilinear/size", 32, 32).Node("ResizeBilinear", "ResizeBilinear", "ExpandDims", "ResizeBilinear/size")
        .Scalar("Sub/y", 127).Node("Sub", "Sub", "ResizeBilinear", "Sub/y")
        .Scalar("Mul/y", 1 / 128f).Node("Mul", "Mul", "Sub", "Mul/y")
        .PlaceholderWithDefault(inputTensor, "Mul", -1, 32, 32, 3)
        .Weights("filter", 3, 3, 3, 6).Convolution("conv", inputTensor, "filter", stride: 2).Node("relu", "Relu6", "conv")
        .Indices("axes", 1, 2).Node("bottleneck", "Mean", "relu", "axes")
        .Weights("weights", 6, 4).Node("MatMul", "MatMul", "bottleneck", "weights")
        .Weights("biases", 4).Node("add", "Add", "MatMul", "biases").Node(outputTensor, "Softmax", "add").ToBytes();
}
