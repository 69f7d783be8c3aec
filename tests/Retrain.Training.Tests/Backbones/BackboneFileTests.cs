using System.Globalization;
using System.Numerics.Tensors;
using Google.Protobuf;
using Retrain.Runtime;
using Retrain.Runtime.Graphs.Conversion;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Runtime.Images;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Backbones;
using Retrain.Training.Events;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Backbones;

public sealed class BackboneFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // retrain.py wrote these files with the same graph; its decoder is a different one.
    [Fact]
    public void BottlenecksOfAMobileNetAreRetrainPys()
    {
        Backbone backbone = Load(ReferenceData.PathOf("reference/graphs/mobilenet_v1_imagenet/mobilenet_v1_0.25_224_frozen.pb"));
        ImagePreprocessor preprocessor = new(backbone.Preprocessing);
        float[] input = new float[preprocessor.InputLength];
        string folderOfTexts = ReferenceData.PathOf("reference/tf_goldens/graphs/peer_bottlenecks");
        string[] texts = Directory.GetFiles(folderOfTexts, "*.txt", SearchOption.AllDirectories);
        texts.Length.ShouldBe(8);
        foreach (string text in texts)
        {
            string photo = Path.GetRelativePath(folderOfTexts, text).Replace("_mobilenet_0.25_224.txt", "", StringComparison.Ordinal);
            string path = ReferenceData.PathOf($"datasets/flower_photos/{photo}");
            preprocessor.Prepare(File.ReadAllBytes(path), path, input);

            float[] actual = Run(backbone, input);

            float[] expected = [.. File.ReadAllText(text).Split(',').Select(value => float.Parse(value, CultureInfo.InvariantCulture))];
            TensorPrimitives.CosineSimilarity(actual, expected).ShouldBeGreaterThan(0.99f, photo);
        }
    }

    [Fact]
    public void TheContentOfTheFileIsReported()
    {
        List<TrainingEvent> events = [];

        Backbone backbone = BackboneCatalog.Load(Options(Write("average.pb")), events.Add, TestContext.Current.CancellationToken);

        backbone.Name.ShouldBe("average.pb");
        (backbone.InputTensor, backbone.BottleneckTensor, backbone.BottleneckLength).ShouldBe(("input", "mean", 3));
        (backbone.HeightPixels, backbone.WidthPixels, backbone.Preprocessing.Normalization)
            .ShouldBe((16, 16, new Normalization(127.5f, 127.5f)));
        events.ShouldHaveSingleItem().ShouldBeOfType<BackboneRead>().IsNormalizationAssumed.ShouldBeTrue();
    }

    [Fact]
    public void FlagsOverrideTheFile()
    {
        List<TrainingEvent> events = [];
        BackboneOptions options = Options(Write("average.pb")) with
        {
            InputTensor = "input:0",
            BottleneckTensor = "mean:0",
            InputSize = new(8, 12),
            Preprocessing = new() { Mean = new(0), Std = new(255) },
        };

        Backbone backbone = BackboneCatalog.Load(options, events.Add, TestContext.Current.CancellationToken);

        (backbone.HeightPixels, backbone.WidthPixels, backbone.Preprocessing.Normalization).ShouldBe((8, 12, new Normalization(0, 255)));
        events.ShouldHaveSingleItem().ShouldBeOfType<BackboneRead>().IsNormalizationAssumed.ShouldBeFalse();
    }

    [Fact]
    public void AnOnnxModelGivesTheBottlenecksOfTheGraphItWasMadeFrom()
    {
        Backbone graph = EfficientNetLite.Load();
        byte[] bytes = OnnxConverter.Convert((FrozenGraph)graph.Graph, ["input"], ["bottleneck"], graph.InputShape).ToByteArray();
        Backbone model = Load(folder.Write("lite0.onnx", bytes).PathOf("lite0.onnx"));
        float[] image = [.. Enumerable.Range(0, 224 * 224 * 3).Select(i => MathF.Sin(i))];

        Run(model, image).ShouldBe(Run(graph, image));
    }

    [Theory]
    [InlineData("average.pb", "nothing", "RT2003")]
    [InlineData("missing.pb", null, "RT4009")]
    [InlineData("damaged.onnx", null, "RT2001")]
    public void WhatCannotBeUsedIsRefused(string name, string? bottleneck, string code)
    {
        Write("average.pb");
        folder.Write("damaged.onnx", [0x08, 0x08, 0x12, 0x7F]);

        Should.Throw<RetrainException>(() => Load(folder.PathOf(name), options => options with { BottleneckTensor = bottleneck }))
            .Diagnostic.Code.ShouldBe(code);
    }

    [Fact]
    public void AFlagAboutAFileWithoutOneIsRefused() =>
        Should.Throw<RetrainException>(
            () => Load(EfficientNetLite.Name, options => options with { Preprocessing = new() { Mean = new(0) } }))
            .Message.ShouldContain("RT4040: --input_mean");

    private static float[] Run(Backbone backbone, float[] image)
    {
        using GraphSession session = backbone.OpenSession();
        float[] bottleneck = new float[backbone.BottleneckLength];
        session.Run(image, 1, bottleneck);
        return bottleneck;
    }

    private static Backbone Load(string architecture, Func<BackboneOptions, BackboneOptions>? change = null) =>
        BackboneCatalog.Load((change ?? (options => options))(Options(architecture)), _ => { }, TestContext.Current.CancellationToken);

    private static BackboneOptions Options(string architecture) => new() { Architecture = architecture };

    private string Write(string name) =>
        folder.Write(name, ((FrozenGraph)AverageColor.Load().Graph).Definition.ToByteArray()).PathOf(name);
}
