using System.Runtime.InteropServices;
using Google.Protobuf;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.Onnx.Protos;
using static Retrain.Runtime.Graphs.Onnx.Protos.TensorProto.Types;

namespace Retrain.Benchmarks.Extraction;

/// <summary>
/// A vision transformer of the size of ViT-B/32 or another width (Dosovitskiy et al., "An Image is Worth 16x16 Words", ICLR 2021, table 1)
/// with random weights, whose speed is that of a trained one.
/// </summary>
internal sealed class RandomEncoder
{
    private const int SidePixels = 224;
    private const int PatchPixels = 32;
    private const int Tokens = SidePixels / PatchPixels * (SidePixels / PatchPixels);
    private const int HeadWidth = 64;
    private const int Layers = 12;

    private readonly Random random = new(1);
    private readonly GraphProto graph = new() { Name = "vit_b_32" };

    private readonly int width;

    private RandomEncoder(int width) => this.width = width;

    private int Heads => width / HeadWidth;

    /// <summary>Writes the network, and a processor file that shrinks and cuts images as CLIP's does, into a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="width">The values of a token: 768 for ViT-B, 384 for ViT-S.</param>
    public static void WriteTo(string folder, int width)
    {
        RandomEncoder encoder = new(width);
        encoder.Build();
        ModelProto model = new()
        {
            IrVersion = 8,
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = 17 } },
            Graph = encoder.graph,
        };
        using (FileStream file = File.Create(Path.Combine(folder, "model.onnx")))
        {
            model.WriteTo(file);
        }

        File.WriteAllText(Path.Combine(folder, "preprocessor_config.json"), """{"image_processor_type": "CLIPImageProcessor"}""");
    }

    private void Build()
    {
        graph.Input.Add(Value("pixel_values", -1, 3, SidePixels, SidePixels));
        graph.Output.Add(Value("pooler_output", -1, width));
        Sizes("tokens", 0, width, Tokens);
        Sizes("split", 0, 0, Heads, HeadWidth);
        Sizes("joined", 0, 0, width);
        Node("Conv", "patches", ["pixel_values", Weights("patch_filter", width, 3, PatchPixels, PatchPixels)],
            OnnxAttribute.Of("strides", PatchPixels, PatchPixels));
        Node("Reshape", "columns", ["patches", "tokens"]);
        Node("Transpose", "rows", ["columns"], OnnxAttribute.Of("perm", 0, 2, 1));
        Node("Add", "embedded", ["rows", Weights("positions", 1, Tokens, width)]);
        string last = "embedded";
        for (int layer = 0; layer < Layers; layer++)
        {
            last = Perceptron($"mlp{layer}", Attention($"attention{layer}", last));
        }

        Node("ReduceMean", "pooler_output", [Normalized("final", last)], OnnxAttribute.Of("axes", [1L]), OnnxAttribute.Of("keepdims", 0L));
    }

    private string Attention(string name, string input)
    {
        string normalized = Normalized($"{name}/norm", input);
        foreach ((string part, long[] order) in new[] { ("q", new long[] { 0, 2, 1, 3 }), ("k", [0, 2, 3, 1]), ("v", [0, 2, 1, 3]) })
        {
            Node("Reshape", $"{name}/{part}/heads", [Dense($"{name}/{part}", normalized, width, width), "split"]);
            Node("Transpose", $"{name}/{part}/turned", [$"{name}/{part}/heads"], OnnxAttribute.Of("perm", order));
        }

        Node("MatMul", $"{name}/scores", [$"{name}/q/turned", $"{name}/k/turned"]); // [batch, heads, tokens, tokens]
        Node("Mul", $"{name}/scaled", [$"{name}/scores", Scalar($"{name}/scale", 1 / MathF.Sqrt(HeadWidth))]);
        Node("Softmax", $"{name}/shares", [$"{name}/scaled"], OnnxAttribute.Of("axis", -1L));
        Node("MatMul", $"{name}/mixed", [$"{name}/shares", $"{name}/v/turned"]);
        Node("Transpose", $"{name}/back", [$"{name}/mixed"], OnnxAttribute.Of("perm", 0, 2, 1, 3));
        Node("Reshape", $"{name}/joined", [$"{name}/back", "joined"]);
        return Node("Add", $"{name}/sum", [input, Dense($"{name}/out", $"{name}/joined", width, width)]);
    }

    private string Perceptron(string name, string input)
    {
        string hidden = Dense($"{name}/first", Normalized($"{name}/norm", input), width, 4 * width);

        // GELU: x * (1 + erf(x / sqrt 2)) / 2
        Node("Mul", $"{name}/half", [hidden, Scalar($"{name}/0.7", MathF.Sqrt(0.5f))]);
        Node("Erf", $"{name}/erf", [$"{name}/half"]);
        Node("Add", $"{name}/plus", [$"{name}/erf", Scalar($"{name}/1", 1)]);
        Node("Mul", $"{name}/product", [hidden, $"{name}/plus"]);
        Node("Mul", $"{name}/gelu", [$"{name}/product", Scalar($"{name}/0.5", 0.5f)]);
        return Node("Add", $"{name}/sum", [input, Dense($"{name}/second", $"{name}/gelu", 4 * width, width)]);
    }

    private string Normalized(string name, string input) => Node(
        "LayerNormalization", name, [input, Constant($"{name}/scale", 1), Constant($"{name}/bias", 0)], OnnxAttribute.Of("axis", -1L));

    private string Dense(string name, string input, int inputs, int outputs)
    {
        Node("MatMul", $"{name}/product", [input, Weights($"{name}/weights", inputs, outputs)]);
        return Node("Add", name, [$"{name}/product", Weights($"{name}/biases", outputs)]);
    }

    private string Node(string op, string output, string[] inputs, params AttributeProto[] attributes)
    {
        graph.Node.Add(OnnxCut.Node(op, inputs, output, attributes));
        return output;
    }

    private string Weights(string name, params long[] shape)
    {
        float[] values = new float[shape.Aggregate((product, side) => product * side)];
        foreach (ref float value in values.AsSpan())
        {
            value = (random.NextSingle() - 0.5f) / 16;
        }

        return Tensor(name, shape, values);
    }

    private string Scalar(string name, float value) => Tensor(name, [], [value]);

    private string Constant(string name, float value) => Tensor(name, [width], [.. Enumerable.Repeat(value, width)]);

    private string Tensor(string name, long[] shape, float[] values)
    {
        graph.Initializer.Add(new TensorProto
        {
            Name = name,
            DataType = (int)DataType.Float,
            Dims = { shape },
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(values)),
        });
        return name;
    }

    private void Sizes(string name, params long[] values) => graph.Initializer.Add(new TensorProto
    {
        Name = name,
        DataType = (int)DataType.Int64,
        Dims = { values.Length },
        RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<long>(values)),
    });

    private static ValueInfoProto Value(string name, params long[] shape)
    {
        TypeProto.Types.Tensor tensor = new() { ElemType = (int)DataType.Float, Shape = new() };
        tensor.Shape.Dim.AddRange(shape.Select(side => side < 0
            ? new TensorShapeProto.Types.Dimension { DimParam = "batch" }
            : new TensorShapeProto.Types.Dimension { DimValue = side }));
        return new ValueInfoProto { Name = name, Type = new() { TensorType = tensor } };
    }
}
