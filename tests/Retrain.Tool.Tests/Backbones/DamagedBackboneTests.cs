using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;
using Retrain.Training.Backbones;

namespace Retrain.Tool.Tests.Backbones;

public sealed class DamagedBackboneTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // What it computed would be stored as the bottlenecks of another network.
    [Theory]
    [InlineData(EfficientNetLite.Name, "efficientnet_lite0.planes", 5)]
    [InlineData(EfficientNetLite.Name, "efficientnet_lite0.planes", 5_000_000)]
    [InlineData(EfficientNetLite.Int8Name, "efficientnet_lite0.planes", 13_429_814)]
    [InlineData(EfficientNetLite.Int8Name, "efficientnet_lite0_int8.quantized", 20)]
    public async Task IsToldAndComputesNothing(string architecture, string resource, int place)
    {
        string tool = ToolCopy.WriteTo(folder);
        string assembly = folder.PathOf("Retrain.Training.dll");
        Damage(assembly, resource, place);

        ToolRun run = await ChildProcess.RunAsync(
            "dotnet",
            [
                tool, "--image_dir", Repository.PathOf("samples/road_signs/images"), "--architecture", architecture,
                "--output_graph", folder.PathOf(architecture == EfficientNetLite.Name ? "graph.pb" : "graph.onnx"),
            ],
            new() { ["RETRAIN_CACHE_DIR"] = folder.PathOf("cache"), ["TMPDIR"] = folder.Path },
            TestContext.Current.CancellationToken);

        run.ShouldFail(1, "RT2089").Error.ShouldContain(assembly);
        run.Error.ShouldContain($"{resource} does not have its checksum");
        run.Output.ShouldNotContain("Bottlenecks: ");
        Directory.EnumerateFiles(folder.Path, "graph*").ShouldBeEmpty();
    }

    private static void Damage(string assembly, string resource, int place)
    {
        using Stream stream = typeof(EfficientNetLite).Assembly.GetManifestResourceStream(resource).ShouldNotBeNull();
        byte[] embedded = new byte[stream.Length];
        stream.ReadExactly(embedded);
        byte[] bytes = File.ReadAllBytes(assembly);
        int start = bytes.AsSpan().IndexOf(embedded);
        bytes[start + place] ^= 0x10;
        File.WriteAllBytes(assembly, bytes);
    }
}
