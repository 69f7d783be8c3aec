using Google.Protobuf;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Runtime.Images;
using Retrain.Training.Backbones;
using Retrain.Training.Digests;

namespace Retrain.Training.Tests.Infrastructure;

/// <summary>The smallest backbone there is: a photo's bottleneck is the mean of its red, green and blue.</summary>
internal static class AverageColor
{
    private const int SizePixels = 16;

    public static Backbone Load()
    {
        NodeDef input = new() { Name = "input", Op = "Placeholder" };
        input.Attr["dtype"] = new AttrValue { Type = DataType.DtFloat };
        input.Attr["shape"] = new AttrValue { Shape = Shape(-1, SizePixels, SizePixels, 3) };
        NodeDef axes = new() { Name = "axes", Op = "Const" };
        axes.Attr["dtype"] = new AttrValue { Type = DataType.DtInt32 };
        axes.Attr["value"] =
            new AttrValue { Tensor = new TensorProto { Dtype = DataType.DtInt32, TensorShape = Shape(2), IntVal = { 1, 2 } } };
        NodeDef mean = new() { Name = "mean", Op = "Mean", Input = { "input", "axes" } };
        mean.Attr["T"] = new AttrValue { Type = DataType.DtFloat };
        mean.Attr["keep_dims"] = new AttrValue { B = false };
        byte[] bytes = new GraphDef { Node = { input, axes, mean } }.ToByteArray();
        return new Backbone
        {
            Name = "average_color",
            Reading = Task.FromResult<NetworkGraph>(FrozenGraph.Parse(bytes, "average_color.pb")),
            Digest = Digest.Of(bytes),
            InputTensor = "input:0",
            BottleneckTensor = "mean:0",
            BottleneckLength = 3,
            Preprocessing = Preprocessing.Legacy(SizePixels, SizePixels, new Normalization(0, 255)),
        };
    }

    private static TensorShapeProto Shape(params IEnumerable<long> sizes) =>
        new() { Dim = { sizes.Select(size => new TensorShapeProto.Types.Dim { Size = size }) } };
}
