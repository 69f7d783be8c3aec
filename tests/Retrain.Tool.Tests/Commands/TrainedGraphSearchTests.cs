using Retrain.Tests.Infrastructure;
using Retrain.Tool.Commands;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Commands;

/// <summary>A command whose graph no flag names takes the one that was trained last.</summary>
public sealed class TrainedGraphSearchTests : IDisposable
{
    private static readonly DateTime Written = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(0, null, "output_graph.pb")]
    [InlineData(null, 0, "output_graph.onnx")]
    [InlineData(0, 1, "output_graph.onnx")]
    [InlineData(1, 0, "output_graph.pb")]
    [InlineData(0, 0, "output_graph.pb")]
    [InlineData(null, null, "output_graph.pb")]
    public void FindsTheNewer(int? tensorFlowSecond, int? onnxSecond, string expected)
    {
        Write("output_graph.pb", tensorFlowSecond);
        Write("output_graph.onnx", onnxSecond);

        TrainedGraphSearch.Newer(folder.PathOf("output_graph.pb"), folder.PathOf("output_graph.onnx"))
            .ShouldBe(folder.PathOf(expected));
    }

    [Theory]
    [InlineData("label_image", "--image", "photo.jpg")]
    [InlineData("evaluate", "--image_dir", "photos")]
    [InlineData("export", "--output", "small.pb")]
    public async Task EveryCommandNamesTheGraphThatItTakes(string command, string flag, string value)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "its temporary folder has another variable");
        Write("output_graph.pb", 0);
        Write("output_graph.onnx", 1);
        folder.Write("output_labels.txt", "daisy\nroses\n"u8).Write("photo.jpg", "not a photo"u8);
        DrawnPhotos.Write(folder.PathOf("photos"), 1, "daisy", "roses");

        ToolRun run = await ChildProcess.RunAsync(
            "dotnet", [ToolProcess.ToolPath, command, flag, folder.PathOf(value)],
            new Dictionary<string, string?> { ["TMPDIR"] = folder.Path }, TestContext.Current.CancellationToken);

        run.Error.ShouldStartWith($"Graph: {folder.PathOf("output_graph.onnx")}\n");
        run.Error.ShouldContain($"{folder.PathOf("output_graph.onnx")} : error RT2");
    }

    private void Write(string name, int? second)
    {
        if (second is int seconds)
        {
            folder.Write(name, [0x08, 0x08, 0x3A, 0x7F]); // begins as an ONNX model does
            File.SetLastWriteTimeUtc(folder.PathOf(name), Written.AddSeconds(seconds));
        }
    }
}
