using System.Runtime.InteropServices;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Commands;

public sealed class MissingLibraryTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("libonnxruntime.so", "ONNX Runtime", "Microsoft.ML.OnnxRuntime")]
    [InlineData("libSkiaSharp.so", "SkiaSharp", "SkiaSharp.NativeAssets")]
    public async Task ANativeLibraryThatCannotBeLoadedIsNamed(string file, string library, string package)
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("the names of native libraries here are those of Linux");
        }

        string tool = CopyToolWithout(file);
        await File.WriteAllLinesAsync(
            folder.PathOf("labels.txt"), Enumerable.Range(0, 1280).Select(i => $"{i}"), TestContext.Current.CancellationToken);

        ToolRun run = await ChildProcess.RunAsync(
            "dotnet",
            [
                tool, "label_image", "--graph", EmbeddedGraph.WriteTo(folder),
                "--labels", folder.PathOf("labels.txt"), "--input_layer", "input", "--output_layer", "bottleneck",
                "--image", folder.PathOf("labels.txt"),
            ],
            new(),
            TestContext.Current.CancellationToken);

        run.ShouldFail(1, "RT2025").Error.ShouldContain(
            $"the native library of {library} cannot be loaded on this machine ({RuntimeInformation.RuntimeIdentifier}): ");
        run.Error.ShouldContain($"the package {package}");
    }

    [Theory]
    [InlineData]
    [InlineData("--architecture", "efficientnet_lite0,efficientnet_lite0_int8", "--choose")]
    public async Task ATrainingSaysSoBeforeItsWorkAlsoWhereEverythingIsCached(params string[] flags)
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("the names of native libraries here are those of Linux");
        }

        using TrainingRun training = new TrainingRun().DrawCached();

        ToolRun run = await ChildProcess.RunAsync(
            "dotnet", [CopyToolWithout("libonnxruntime.so"), "--image_dir", training.ImageDir, .. flags],
            new() { ["RETRAIN_CACHE_DIR"] = training.CacheDir, ["TMPDIR"] = folder.Path }, TestContext.Current.CancellationToken);

        run.ShouldFail(1, "RT2025").Output.ShouldNotContain("Bottlenecks: ");
        run.Output.ShouldNotContain(": Step ");
        run.Output.ShouldNotContain("Candidate ");
        Directory.EnumerateFiles(folder.Path, "output_graph*").ShouldBeEmpty();
    }

    [Fact]
    public async Task SoIsSQLite()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("the names of native libraries here are those of Linux");
        }

        string tool = CopyToolWithout("libe_sqlite3.so");

        ToolRun run = await ChildProcess.RunAsync(
            "dotnet",
            [tool, "check", "--image_dir", Repository.PathOf("samples/road_signs/images"), "--bottleneck_dir", folder.PathOf("cache")],
            new(),
            TestContext.Current.CancellationToken);

        run.ShouldFail(1, "RT2025").Error.ShouldContain("the native library of SQLite cannot be loaded on this machine");
        run.Error.ShouldContain("the package SQLitePCLRaw.lib.e_sqlite3");
    }

    [Theory]
    [InlineData("libonnxruntime.so", "ONNX Runtime")]
    [InlineData("libSkiaSharp.so", "SkiaSharp")]
    [InlineData("libe_sqlite3.so", "SQLite")]
    public async Task OneThatIsCutOffAnywhereIsNamedAndEndsNoProcess(string file, string library)
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("other systems refuse such files themselves");
        }

        string tool = ToolCopy.WriteTo(folder);
        string cutOff = ToolCopy.NativeLibrary(folder, file);
        string photo = Directory.EnumerateFiles(Repository.PathOf("samples/road_signs/images/stop")).First();
        long whole = new FileInfo(cutOff).Length;
        foreach (long length in (long[])[whole - 1, whole * 9 / 10, whole / 2, whole / 20, 4097, 65, 64, 63, 1])
        {
            using (FileStream stream = File.OpenWrite(cutOff))
            {
                stream.SetLength(length);
            }

            ToolRun run = await ChildProcess.RunAsync(
                "dotnet", [tool, "bottlenecks", photo, "--bottleneck_dir", folder.PathOf("cache")], new(),
                TestContext.Current.CancellationToken);

            run.ShouldFail(1, "RT2025").Error.ShouldContain($"the native library of {library} cannot be loaded on this machine");
            run.Error.Contains($"{file}' is cut off, with {length} of {whole} bytes, and must be installed again", StringComparison.Ordinal)
                .ShouldBe(length >= 64, run.Error);
        }
    }

    // The place of the segments' table, beyond any file.
    [Fact]
    public async Task OneWhoseHeaderIsDamagedIsNamedToo()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("other systems refuse such files themselves");
        }

        string tool = ToolCopy.WriteTo(folder);
        string damaged = ToolCopy.NativeLibrary(folder, "libonnxruntime.so");
        using (FileStream stream = File.OpenWrite(damaged))
        {
            stream.Position = 32;
            stream.Write([.. Enumerable.Repeat((byte)0xF0, 8)]);
        }

        ToolRun run = await ChildProcess.RunAsync(
            "dotnet",
            [
                tool, "bottlenecks", Directory.EnumerateFiles(Repository.PathOf("samples/road_signs/images/stop")).First(),
                "--bottleneck_dir", folder.PathOf("cache"),
            ],
            new(),
            TestContext.Current.CancellationToken);

        run.ShouldFail(1, "RT2025").Error.ShouldContain("the native library of ONNX Runtime cannot be loaded on this machine");
    }

    private string CopyToolWithout(string library)
    {
        string tool = ToolCopy.WriteTo(folder);
        File.WriteAllBytes(ToolCopy.NativeLibrary(folder, library), []);
        return tool;
    }
}
