using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Runtime.Images;
using Retrain.Runtime.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.Runtime.Tests.Graphs.Sessions;

/// <summary>
/// Inception of 2015, the network of retrain.py's tutorial, by its own names: DecodeJpeg/contents, ResizeBilinear, Mul, pool_3/_reshape,
/// softmax. The graph here is so narrow that it is small, and its weights mean nothing.
/// </summary>
public sealed class GraphSessionInceptionTests
{
    private const string Reference = "reference/tf_goldens";
    private const string Bottleneck = "pool_3/_reshape";
    private const int SizePixels = 299;

    private static readonly TensorShape InputShape = TensorShape.Of(-1, SizePixels, SizePixels, 3);

    /// <summary>
    /// The photos' places in the datasets, and whether TensorFlow's decoded pixels are stored; graphs/manifest.json lists them.
    /// </summary>
    private static readonly (string Category, string Name, bool IsStored)[] Photos =
    [
        ("daisy", "10172567486_2748826a8b", true), ("dandelion", "15268682367_5a4512b29f_m", true),
        ("roses", "10090824183_d02c613f10_m", false), ("tulips", "112651128_7b5d39a346_m", true),
    ];

    [Theory]
    [InlineData(Bottleneck, "pool3")]
    [InlineData("softmax", "softmax")]
    public void ResizedPhotosGiveTensorFlowsValues(string tensor, string golden)
    {
        using GraphSession session = GraphSession.Create(Goldens.NarrowInception(), "ResizeBilinear", tensor, InputShape);
        for (int photo = 0; photo < 4; photo++)
        {
            byte[] pixels = File.ReadAllBytes(ReferenceData.PathOf($"{Reference}/graphs/inception_narrow.distorted{photo}.u8.bin"));

            float[] values = Run(session, [.. pixels.Select(value => (float)value)]);

            Vectors.Deviation(values, Golden($"distorted.{golden}", photo, values.Length)).ShouldBeLessThan(1e-4);
        }
    }

    [Theory]
    [InlineData(Bottleneck, "pool3")]
    [InlineData("softmax", "softmax")]
    [InlineData("mixed_10/join", "mixed_10_0")]
    public void DecodedPhotosGiveTensorFlowsValues(string tensor, string golden)
    {
        using GraphSession session = GraphSession.Create(Goldens.NarrowInception(), "Mul", tensor, InputShape);
        int photos = golden is "mixed_10_0" ? 1 : Photos.Length;
        for (int photo = 0; photo < photos; photo++)
        {
            if (Photos[photo].IsStored)
            {
                float[] values = Run(session, [.. DecodedPhotos.Resize(Photos[photo].Name, SizePixels)
                    .Select(value => (value - 128) / 128)]);

                Vectors.Deviation(values, Golden($"jpeg.{golden}", photo, values.Length)).ShouldBeLessThan(1e-4);
            }
        }
    }

    [Theory]
    [InlineData(Bottleneck, "pool3")]
    [InlineData("softmax", "softmax")]
    public void PhotosGiveTensorFlowsValuesFromTheJpegOn(string tensor, string golden)
    {
        FrozenGraph graph = Goldens.NarrowInception();
        using GraphSession session = GraphSession.Create(graph, "Mul", tensor, InputShape);
        for (int photo = 0; photo < Photos.Length; photo++)
        {
            byte[] jpeg = File.ReadAllBytes(PathOf(photo));

            float[] values = Run(session, Prepare(graph, jpeg));

            // Our JPEG decoder rounds differently from TensorFlow's fast one; another photo's values are 0.03 away or more.
            Vectors.Deviation(values, Golden($"jpeg.{golden}", photo, values.Length)).ShouldBeLessThan(0.005);
        }
    }

    [Fact]
    public void ThePhotoInTheGraphGivesTensorFlowsBottleneck()
    {
        FrozenGraph graph = Goldens.NarrowInception();
        using GraphSession session = GraphSession.Create(graph, "Mul", Bottleneck, InputShape);
        byte[] jpeg = graph.Node("DecodeJpeg/contents").Attr["value"].Tensor.StringVal[0].ToByteArray();

        float[] bottleneck = Run(session, Prepare(graph, jpeg));

        Vectors.Deviation(bottleneck, Goldens.ReadFloats(Goldens.InGraphs("inception_narrow.unfed.pool3.f32.bin"))).ShouldBeLessThan(0.005);
    }

    [Fact]
    public void AClassifierNeedsOnlyTheNamesOfItsTensors()
    {
        string labels = Path.GetTempFileName();
        File.WriteAllLines(labels, Enumerable.Range(0, 126).Select(i => $"{i}"));
        try
        {
            using ImageClassifier classifier = ImageClassifier.Load(
                Goldens.InGraphs("inception_2015_narrow.pb"), labels, new() { InputTensor = "Mul", OutputTensor = "softmax" });

            IReadOnlyList<Prediction> predictions = classifier.Classify(PathOf(photo: 0));

            float[] golden = Golden("jpeg.softmax", 0, 126);
            predictions[0].Label.ShouldBe($"{Array.IndexOf(golden, golden.Max())}");
            predictions[0].Probability.ShouldBe(golden.Max(), 0.01f);
        }
        finally
        {
            File.Delete(labels);
        }
    }

    /// <summary>Does the same as the graph's own branch after DecodeJpeg/contents.</summary>
    private static float[] Prepare(FrozenGraph graph, byte[] jpeg)
    {
        DecodingBranch branch = DecodingBranch.Find(graph, "Mul").ShouldNotBeNull();
        branch.ShouldBe(new DecodingBranch(SizePixels, SizePixels, new Normalization(128, 128)));
        float[] image = new float[SizePixels * SizePixels * 3];
        new ImagePreprocessor(Preprocessing.Legacy(branch.HeightPixels, branch.WidthPixels, branch.Normalization))
            .Prepare(jpeg, origin: null, image);
        return image;
    }

    private static string PathOf(int photo) =>
        ReferenceData.PathOf($"datasets/flower_photos/{Photos[photo].Category}/{Photos[photo].Name}.jpg");

    private static float[] Golden(string name, int photo, int length) =>
        Goldens.ReadFloats(ReferenceData.PathOf($"{Reference}/graphs/inception_narrow.{name}.f32.bin"))
            [(photo * length)..((photo + 1) * length)];

    private static float[] Run(GraphSession session, float[] image)
    {
        float[] output = new float[session.OutputLength];
        session.Run(image, 1, output);
        return output;
    }
}
