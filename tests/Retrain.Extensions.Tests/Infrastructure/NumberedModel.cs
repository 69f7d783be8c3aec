using System.Security.Cryptography;
using System.Text;
using Retrain.Runtime;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.Extensions.Tests.Infrastructure;

/// <summary>A tiny model, of which every number has labels and probabilities of its own.</summary>
/// <param name="Number">The number.</param>
internal sealed record NumberedModel(int Number)
{
    /// <summary>A grey pixel, which every model takes.</summary>
    public static readonly byte[] Pixel = [90, 120, 150];

    public string[] Labels => [$"a{Number}", $"b{Number}", $"c{Number}"];

    private byte[] LabelsFile => Encoding.UTF8.GetBytes(string.Join('\n', Labels) + "\n");

    private byte[] Graph => new GraphBuilder()
        .Placeholder("DecodeJpeg/contents", DataType.DtString)
        .Add("DecodeJpeg", "DecodeJpeg", ["DecodeJpeg/contents"])
        .Add("Cast", "Cast", ["DecodeJpeg"], ("SrcT", DataType.DtUint8), ("DstT", DataType.DtFloat))
        .Indices("ExpandDims/dim", 0).Node("ExpandDims", "ExpandDims", "Cast", "ExpandDims/dim")
        .Indices("ResizeBilinear/size", 4, 4).Node("ResizeBilinear", "ResizeBilinear", "ExpandDims", "ResizeBilinear/size")
        .Scalar("Sub/y", 60 + (10 * Number)).Node("Sub", "Sub", "ResizeBilinear", "Sub/y")
        .Scalar("Mul/y", 1 / 128f).Node("Mul", "Mul", "Sub", "Mul/y")
        .PlaceholderWithDefault("input", "Mul", -1, 4, 4, 3)
        .Indices("axes", 1, 2).Node("bottleneck", "Mean", "input", "axes")
        .Weights("weights", 3, 3).Node("MatMul", "MatMul", "bottleneck", "weights")
        .Weights("biases", 3).Node("add", "Add", "MatMul", "biases").Node("final_result", "Softmax", "add").ToBytes();

    public ImageClassifier Load(ImageClassifierOptions? options = null)
    {
        using MemoryStream graph = new(Graph);
        using MemoryStream labels = new(LabelsFile);
        return ImageClassifier.Load(graph, labels, options);
    }

    /// <summary>The predictions for <see cref="Pixel"/>.</summary>
    public IReadOnlyList<Prediction> Expected()
    {
        using ImageClassifier classifier = Load();
        return classifier.Classify(Pixel, 1, 1, 3, PixelFormat.Rgb);
    }

    /// <summary>Puts the model's files in the place of those that are there, as training does: the manifest last.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="prefix">The start of each file's path below it.</param>
    public void WriteTo(TemporaryFolder folder, string prefix = "")
    {
        string manifest = $$"""
            { "formatVersion": "1.0.0", "engineVersion": "1.0.0", "backbone": { "name": "backbone{{Number}}" },
              "sha256": { "graph": "{{Digest(Graph)}}", "labels": "{{Digest(LabelsFile)}}" } }
            """;
        WriteGraphTo(folder, prefix);
        WriteLabelsTo(folder, prefix);
        Replace(folder, prefix + "graph.manifest.json", Encoding.UTF8.GetBytes(manifest));
    }

    /// <summary>Replaces the graph alone.</summary>
    public void WriteGraphTo(TemporaryFolder folder, string prefix = "") => Replace(folder, prefix + "graph.pb", Graph);

    /// <summary>Replaces the labels alone.</summary>
    public void WriteLabelsTo(TemporaryFolder folder, string prefix = "") => Replace(folder, prefix + "labels.txt", LabelsFile);

    private static void Replace(TemporaryFolder folder, string name, byte[] content)
    {
        folder.Write(name + ".new", content);
        File.Move(folder.PathOf(name + ".new"), folder.PathOf(name), overwrite: true);
    }

    private static string Digest(byte[] content) => Convert.ToHexString(SHA256.HashData(content));
}
