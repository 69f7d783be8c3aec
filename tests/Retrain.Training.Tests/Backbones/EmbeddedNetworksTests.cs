using Retrain.Tests.Infrastructure;
using Retrain.Training.Backbones;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Backbones;

public sealed class EmbeddedNetworksTests
{
    private const string Folder = "models/efficientnet_lite0";

    private readonly byte[] graph = File.ReadAllBytes(ReferenceData.PathOf($"{Folder}/efficientnet_lite0.pb"));
    private readonly byte[] model = File.ReadAllBytes(ReferenceData.PathOf($"{Folder}/efficientnet_lite0_int8.onnx"));

    [Fact]
    public void AreThoseThatTheirFilesWereMadeOf()
    {
        byte[] planes = EmbeddedNetworks.PlanesOf(graph);
        byte[] quantized = EmbeddedNetworks.QuantizedOf(model, graph);
        WriteTo(Environment.GetEnvironmentVariable("RETRAIN_TEST_WRITE_NETWORKS"), planes, quantized);

        planes.AsSpan().SequenceEqual(Embedded("efficientnet_lite0.planes")).ShouldBeTrue();
        quantized.AsSpan().SequenceEqual(Embedded("efficientnet_lite0_int8.quantized")).ShouldBeTrue();
    }

    [Fact]
    public void AreJoinedToTheBit()
    {
        FloatPlanes.Join(EmbeddedNetworks.PlanesOf(graph)).AsSpan().SequenceEqual(graph).ShouldBeTrue();
        QuantizedWeights.Join(EmbeddedNetworks.QuantizedOf(model, graph), graph).AsSpan().SequenceEqual(model).ShouldBeTrue();
    }

    [Fact]
    public void HaveTheSizesOfTheirFiles()
    {
        EfficientNetLite.SizeBytes("efficientnet_lite0.pb").ShouldBe(graph.Length);
        EfficientNetLite.SizeBytes("efficientnet_lite0_int8.onnx").ShouldBe(model.Length);
    }

    // To embed another network: the folder of the two files, src/Retrain.Training/Backbones.
    private static void WriteTo(string? folder, byte[] planes, byte[] quantized)
    {
        if (folder is not null)
        {
            File.WriteAllBytes(Path.Combine(folder, "efficientnet_lite0.planes"), planes);
            File.WriteAllBytes(Path.Combine(folder, "efficientnet_lite0_int8.quantized"), quantized);
        }
    }

    private static byte[] Embedded(string name) =>
        File.ReadAllBytes(Repository.PathOf($"src/Retrain.Training/Backbones/{name}"));
}
