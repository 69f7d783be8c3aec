using System.Text;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;
using OnnxType = Retrain.Runtime.Graphs.Onnx.Protos.TensorProto.Types.DataType;

namespace Retrain.Runtime.Tests;

public sealed class ImageEmbedderTests : IDisposable
{
    private static readonly byte[] Photo = DrawnPhotos.Draw(category: 2, seed: 4);
    private static readonly ImageRegion Region = new(5, 9, 31, 22);

    private readonly TemporaryFolder folder = new();
    private readonly ImageEmbedder embedder = Load(SmallModel.Graph);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        embedder.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void GivesTheValuesThatTheLastLayerReads()
    {
        using ImageClassifier classifier = SmallModel.Load();
        float[] weights = GraphBuilder.Values(6 * 4), biases = GraphBuilder.Values(4);

        float[] bottleneck = embedder.Embed(Photo);

        embedder.Length.ShouldBe(6);
        bottleneck.Length.ShouldBe(6);
        double[] logits =
        [
            .. Enumerable.Range(0, 4).Select(label =>
                biases[label] + bottleneck.Select((value, i) => value * (double)weights[(i * 4) + label]).Sum()),
        ];
        double sum = logits.Sum(Math.Exp);
        foreach (Prediction prediction in classifier.Classify(Photo))
        {
            double expected = Math.Exp(logits[SmallModel.Labels.IndexOf(prediction.Label)]) / sum;
            ((double)prediction.Probability).ShouldBe(expected, 1e-6);
        }
    }

    [Fact]
    public async Task EveryWayInGivesTheSameBits()
    {
        string path = folder.Write("photo.jpg", Photo).PathOf("photo.jpg");
        float[] expected = embedder.Embed(Photo);
        using MemoryStream first = new(Photo), second = new(Photo), third = new(Photo);

        embedder.Embed(path).ShouldBe(expected);
        embedder.Embed(first).ShouldBe(expected);
        (await embedder.EmbedAsync(path, Token)).ShouldBe(expected);
        (await embedder.EmbedAsync(second, Token)).ShouldBe(expected);
        (await embedder.EmbedAsync(Photo, Token)).ShouldBe(expected);
        embedder.EmbedMany([path, path]).ShouldAllBe(result => result.Bottleneck!.SequenceEqual(expected));
        embedder.EmbedMany([Photo.AsMemory(), Photo]).ShouldAllBe(result => result.Bottleneck!.SequenceEqual(expected));
        (await embedder.EmbedManyAsync([path, path], Token).ToListAsync(Token))
            .ShouldAllBe(result => result.IsEmbedded && result.Bottleneck.SequenceEqual(expected));
        embedder.Embed(path, Region).ShouldBe(embedder.Embed(Photo, Region));
        embedder.Embed(third, Region).ShouldBe(embedder.Embed(Photo, Region));
        embedder.Embed(Photo, Region).ShouldNotBe(expected);
        embedder.WaitingImages.ShouldBe(0);
    }

    [Fact]
    public void RawPixelsGiveTheBitsOfTheirPngFile()
    {
        RawPhoto photo = new(PixelFormat.Bgra, 61, 47);

        embedder.Embed(photo.Pixels(), 61, 47, 61 * 4, PixelFormat.Bgra).ShouldBe(embedder.Embed(photo.Png()));
        embedder.Embed(photo.Pixels(), 61, 47, 61 * 4, PixelFormat.Bgra, Region).ShouldBe(embedder.Embed(photo.Png(Region)));
    }

    [Fact]
    public async Task ABadImageIsItsOwnResultAndSpeaksOfTheUpload()
    {
        byte[] text = "no photo"u8.ToArray();

        IReadOnlyList<EmbeddingResult> results = embedder.EmbedMany([Photo.AsMemory(), text, Photo]);
        List<EmbeddingResult> streamed = await embedder.EmbedManyAsync(Stream(Photo, text, Photo), Token).ToListAsync(Token);

        results.Select(result => result.IsEmbedded).ShouldBe([true, false, true]);
        streamed.Select(result => result.IsEmbedded).ShouldBe([true, false, true]);
        results[1].Bottleneck.ShouldBeNull();
        results[1].Problem!.Code.ShouldBe("RT1003");
        results[1].Problem!.Origin.ShouldBe("encodedImages[1]");
        Should.Throw<RetrainException>(() => embedder.Embed(text)).Diagnostic.Message.ShouldStartWith("The upload is not an image");
    }

    [Fact]
    public void TheArrayIsTheCallersOwn()
    {
        float[] first = embedder.Embed(Photo);
        first[0]++;

        embedder.Embed(Photo).ShouldNotBe(first);
    }

    [Fact]
    public void ADisposedEmbedderTakesNone()
    {
        embedder.Dispose();

        Should.Throw<ObjectDisposedException>(() => embedder.Embed(Photo)).ObjectName.ShouldBe(typeof(ImageEmbedder).FullName);
    }

    [Fact]
    public void AnEmbeddedModelSaysWhichNetworkItIs()
    {
        string digest = new('A', 64);
        string manifest = $$"""
            { "formatVersion": "1.0.0", "engineVersion": "1.0.0", "backbone": { "name": "mine", "sha256": "{{digest}}" } }
            """;

        using ImageEmbedder embedded = ImageEmbedder.Load(ResourceAssembly.WithFlowers(manifest), "Flowers");

        embedded.Embed(Photo).ShouldBe(embedder.Embed(Photo));
        embedded.BackboneName.ShouldBe("mine");
        embedded.BackboneDigest.ShouldBe(digest.ToLowerInvariant());
        embedder.BackboneName.ShouldBeNull();
        embedder.BackboneDigest.ShouldBeNull();
    }

    [Fact]
    public void AnEmbeddedModelOfTwoTrainingsIsRefused()
    {
        string manifest = $$"""
            { "formatVersion": "1.0.0", "engineVersion": "1.0.0", "sha256": { "graph": "{{new string('B', 64)}}" } }
            """;

        Should.Throw<RetrainException>(() => ImageEmbedder.Load(ResourceAssembly.WithFlowers(manifest), "Flowers"))
            .Diagnostic.Code.ShouldBe("RT2024");
    }

    // retrain.py's names for Inception, and those of graphs that Keras or another program wrote.
    [Theory]
    [InlineData("Add", "input/BottleneckInputPlaceholder")]
    [InlineData("AddV2", "anything")]
    [InlineData("BiasAdd", "dense/in")]
    public void TheLastLayerIsFoundWhateverItsNamesAre(string addition, string bottleneck)
    {
        byte[] graph = new GraphBuilder()
            .Placeholder("input", -1, 8, 8, 3).Indices("axes", 1, 2).Node("mean", "Mean", "input", "axes")
            .PlaceholderWithDefault(bottleneck, "mean", -1, 3)
            .Weights("w", 3, 4).Node("w/read", "Identity", "w").Node("product", "MatMul", bottleneck, "w/read")
            .Weights("b", 4).Node("sum", addition, "product", "b").Node("soft", "Softmax", "sum").Node("final_result", "Identity", "soft")
            .ToBytes();

        using ImageEmbedder found = Load(graph);

        found.Length.ShouldBe(3);
    }

    [Fact]
    public void ANetworkWithoutSuchALayerNeedsTheTensorsName()
    {
        byte[] graph = new GraphBuilder()
            .Placeholder("input", -1, 8, 8, 3).Indices("axes", 1, 2).Node("mean", "Mean", "input", "axes").ToBytes();

        RetrainException refused = Should.Throw<RetrainException>(() => Load(graph));
        using ImageEmbedder named = Load(graph, new ImageClassifierOptions { BottleneckTensor = "mean" });

        refused.Diagnostic.Code.ShouldBe("RT2088");
        refused.Diagnostic.Message.ShouldContain("ImageClassifierOptions.BottleneckTensor");
        named.Length.ShouldBe(3);
        Should.Throw<RetrainException>(() => Load(graph, new ImageClassifierOptions { BottleneckTensor = "maen" }))
            .Diagnostic.Code.ShouldBe("RT2003");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TheLastLayerOfAnOnnxModelIsFound(bool isOneNode)
    {
        OnnxModelBuilder model = new OnnxModelBuilder().Input(OnnxType.Float, -1, 3, 8, 8)
            .Node("GlobalAveragePool", "pooled", "image").Node("Flatten", "flat", "pooled")
            .Weights("w", 3, 4).Weights("b", 4);
        model = isOneNode
            ? model.Node("Gemm", "logits", "flat", "w", "b")
            : model.Node("MatMul", "product", "flat", "w").Node("Add", "logits", "product", "b");
        byte[] bytes = model.Node("Softmax", "probabilities", "logits").Output("probabilities", OnnxType.Float, -1, 4).ToBytes();

        using ImageEmbedder found = Load(bytes);

        found.Length.ShouldBe(3);
        found.Embed(Photo).ShouldAllBe(value => float.IsFinite(value));
    }

    [Fact]
    public void AProductOfTwoPartsOfTheImageIsNoLayer()
    {
        byte[] bytes = new OnnxModelBuilder().Input(OnnxType.Float, -1, 3, 8, 8)
            .Node("GlobalAveragePool", "pooled", "image").Node("Flatten", "flat", "pooled").Node("Transpose", "turned", "flat")
            .Node("MatMul", "product", "flat", "turned").Output("product", OnnxType.Float, -1, 1).ToBytes();

        Should.Throw<RetrainException>(() => Load(bytes)).Diagnostic.Code.ShouldBe("RT2088");
    }

    [Fact]
    public void AFilesManifestNamesTheOutput()
    {
        byte[] graph = SmallModel.Write("input", "scores");
        string manifest = $$"""
            { "formatVersion": "1.0.0", "engineVersion": "1.0.0", "options": { "final_tensor_name": "scores" },
              "backbone": { "name": "mine" },
              "sha256": { "graph": "{{Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(graph))}}" } }
            """;
        folder.Write("graph.pb", graph).Write("graph.manifest.json", Encoding.UTF8.GetBytes(manifest)).Write("alone/graph.pb", graph);

        using ImageEmbedder found = ImageEmbedder.Load(folder.PathOf("graph.pb"));

        found.Embed(Photo).ShouldBe(embedder.Embed(Photo));
        found.BackboneName.ShouldBe("mine");
        Should.Throw<RetrainException>(() => ImageEmbedder.Load(folder.PathOf("alone/graph.pb"))).Diagnostic.Code.ShouldBe("RT2088");
    }

    private static ImageEmbedder Load(byte[] graph, ImageClassifierOptions? options = null)
    {
        using MemoryStream stream = new(graph);
        return ImageEmbedder.Load(stream, options);
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Stream(params byte[][] images)
    {
        foreach (byte[] image in images)
        {
            await Task.Yield();
            yield return image;
        }
    }
}
