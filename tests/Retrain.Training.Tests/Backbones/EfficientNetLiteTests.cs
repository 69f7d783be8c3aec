using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text.Json;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Images;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Backbones;
using Retrain.Training.Digests;
using Retrain.Training.Options;

namespace Retrain.Training.Tests.Backbones;

public sealed class EfficientNetLiteTests
{
    private static readonly Backbone Backbone = EfficientNetLite.Load();

    [Fact]
    public void TheEmbeddedGraphIsTheOneThatWasMeasured()
    {
        using MemoryStream file = new();

        EfficientNetLite.CopyTo(file);

        Digest.Of(file.ToArray()).ShouldBe(Backbone.Digest);
        Digest.OfFile(ReferenceData.PathOf("models/efficientnet_lite0/efficientnet_lite0.pb")).ShouldBe(Backbone.Digest);
    }

    [Fact]
    public void SoIsTheOneOfEightBits()
    {
        Backbone backbone = EfficientNetLite.LoadInt8();

        Digest.Of(((OnnxModel)backbone.Graph).Definition.ToByteArray()).ShouldBe(backbone.Digest);
        Digest.OfFile(ReferenceData.PathOf("models/efficientnet_lite0/efficientnet_lite0_int8.onnx")).ShouldBe(backbone.Digest);
    }

    // Over all photos the cosine is 0.973 (flowers) and 0.949 (signs) on average; these are the first of them.
    [Theory]
    [InlineData("resized_00.bin", "bottlenecks.bin", 0.96f)]
    [InlineData("signs_resized_00.bin", "signs_bottlenecks.bin", 0.95f)]
    public void InEightBitsBottlenecksAreNearTensorFlows(string resized, string bottlenecks, float cosine)
    {
        Backbone backbone = Load("EfficientNet_Lite0_INT8");
        using GraphSession session = backbone.OpenSession();
        float[] input = Floats(resized);
        backbone.Preprocessing.Normalization.Apply(input);
        float[] actual = new float[backbone.BottleneckLength];

        session.Run(input, 1, actual);

        TensorPrimitives.CosineSimilarity(actual, Floats(bottlenecks).AsSpan(0, actual.Length)).ShouldBeGreaterThan(cosine);
    }

    // Without optimisation ONNX Runtime computes the quantised numbers in floats, which no processor saturates. Rounding alone leaves
    // 0.999 of these images; saturated sums left 0.43.
    [Theory]
    [InlineData("resized_00.bin")]
    [InlineData("signs_resized_00.bin")]
    public void InEightBitsEveryProcessorComputesTheSame(string resized)
    {
        Backbone backbone = EfficientNetLite.LoadInt8();
        using GraphSession session = backbone.OpenSession();
        float[] input = Floats(resized); // [224, 224, 3]
        backbone.Preprocessing.Normalization.Apply(input);
        float[] actual = new float[backbone.BottleneckLength];
        session.Run(input, 1, actual);

        using SessionOptions plain = new() { GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL };
        using InferenceSession exact = new(ReferenceData.PathOf("models/efficientnet_lite0/efficientnet_lite0_int8.onnx"), plain);
        float[] channelsFirst = [.. Enumerable.Range(0, 3).SelectMany(color => input.Where((_, i) => i % 3 == color))];
        using OrtValue image = OrtValue.CreateTensorValueFromMemory(channelsFirst, [1, 3, 224, 224]);
        using RunOptions run = new();
        using IDisposableReadOnlyCollection<OrtValue> results = exact.Run(run, ["input"], [image], ["bottleneck"]);

        TensorPrimitives.CosineSimilarity(actual, results[0].GetTensorDataAsSpan<float>()).ShouldBeGreaterThan(0.998f);
    }

    [Fact]
    public void WhatIsTrainedOnEightBitsIsAnOnnxModel() => OptionsReader
        .Read(OptionsReader.Defaults, [("image_dir", "photos"), ("architecture", EfficientNetLite.Int8Name)], _ => { })
        .Output.Graph.ShouldEndWith(".onnx");

    [Theory]
    [InlineData("resized_00.bin", "bottlenecks.bin")]
    [InlineData("signs_resized_00.bin", "signs_bottlenecks.bin")]
    public void FromTheSamePixelsBottlenecksAreTensorFlows(string resized, string bottlenecks)
    {
        using GraphSession session = Backbone.OpenSession();
        float[] input = Floats(resized); // [224, 224, 3]
        Backbone.Preprocessing.Normalization.Apply(input);

        float[] actual = new float[Backbone.BottleneckLength];
        session.Run(input, 1, actual);

        TensorPrimitives.Distance(actual, Floats(bottlenecks).AsSpan(0, actual.Length)).ShouldBeLessThan(1e-3f);
        actual.Zip(Floats(bottlenecks), (a, e) => Math.Abs(a - e)).Max().ShouldBeLessThan(1e-4f);
    }

    // TensorFlow decodes with libjpeg's fast IDCT, we with the accurate one.
    [Theory]
    [InlineData("flower_photos", "manifest.json", "bottlenecks.bin", 16)]
    [InlineData("sign_digits", "signs_manifest.json", "signs_bottlenecks.bin", 4)]
    public void FromTheJpegTheyAreNearTensorFlows(string dataset, string manifest, string bottlenecks, int photos)
    {
        using GraphSession session = Backbone.OpenSession();
        ImagePreprocessor preprocessor = new(Backbone.Preprocessing);
        string[] files = [.. Manifest(manifest).GetProperty("files").EnumerateArray().Select(file => file.GetString()!)];
        files.Length.ShouldBe(photos);
        float[] expected = Floats(bottlenecks);
        float[] input = new float[preprocessor.InputLength];
        float[] actual = new float[Backbone.BottleneckLength];
        for (int i = 0; i < files.Length; i++)
        {
            string path = ReferenceData.PathOf($"datasets/{dataset}/{files[i]}");
            preprocessor.Prepare(File.ReadAllBytes(path), path, input);

            session.Run(input, 1, actual);

            TensorPrimitives.CosineSimilarity(actual, expected.AsSpan(i * actual.Length, actual.Length))
                .ShouldBeGreaterThan(0.99f, files[i]);
        }
    }

    private static Backbone Load(string name) =>
        BackboneCatalog.Load(new BackboneOptions { Architecture = name }, _ => { }, TestContext.Current.CancellationToken);

    private static float[] Floats(string name) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(PathOf(name))).ToArray();

    private static JsonElement Manifest(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(PathOf(name)));
        return document.RootElement.Clone();
    }

    private static string PathOf(string name) => ReferenceData.PathOf($"models/efficientnet_lite0/golden/{name}");
}
