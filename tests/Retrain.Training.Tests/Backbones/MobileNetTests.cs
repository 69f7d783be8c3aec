using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text.Json;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Runtime.Images;
using Retrain.Tests.Infrastructure;

namespace Retrain.Training.Tests.Backbones;

public sealed class MobileNetTests
{
    [Theory]
    [InlineData("mobilenet_v1_0.25_128_frozen", 128)]
    [InlineData("mobilenet_v1_0.25_224_frozen", 224)]
    public void FromTheJpegBottlenecksAreNearTensorFlows(string graph, int sizePixels)
    {
        JsonElement golden = Manifest().GetProperty("graphs").EnumerateArray()
            .Single(entry => entry.GetProperty("graph").GetString()!.EndsWith($"{graph}.pb", StringComparison.Ordinal));
        JsonElement fetch = golden.GetProperty("fetches")[0];
        float[] expected = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(PathOf(fetch.GetProperty("file").GetString()!))).ToArray();
        using GraphSession session = GraphSession.Create(
            FrozenGraph.Load(ReferenceData.PathOf($"reference/graphs/mobilenet_v1_imagenet/{graph}.pb")),
            golden.GetProperty("input").GetString()!, fetch.GetProperty("tensor").GetString()!);
        ImagePreprocessor preprocessor = new(Preprocessing.Legacy(sizePixels, sizePixels, new Normalization(127.5f, 127.5f)));
        float[] input = new float[preprocessor.InputLength];
        float[] actual = new float[session.OutputLength];
        string[] photos = [.. Manifest().GetProperty("photos").EnumerateArray().Select(photo => ReferenceData.PathOf(photo.GetString()!))];
        photos.Length.ShouldBe(8);
        for (int i = 0; i < photos.Length; i++)
        {
            preprocessor.Prepare(File.ReadAllBytes(photos[i]), photos[i], input);

            session.Run(input, 1, actual);

            TensorPrimitives.CosineSimilarity(actual, expected.AsSpan(i * actual.Length, actual.Length))
                .ShouldBeGreaterThan(0.99f, photos[i]);
        }
    }

    private static JsonElement Manifest()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(PathOf("manifest.json")));
        return document.RootElement.Clone();
    }

    private static string PathOf(string name) => ReferenceData.PathOf($"reference/tf_goldens/graphs/{name}");
}
