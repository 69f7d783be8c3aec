using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Training;

/// <summary>ONNX Runtime's own telemetry would write to the user's folders before anything could stop its events.</summary>
public sealed class TelemetryTests
{
    // Where one of these is set, ONNX Runtime collects nothing anyway.
    private static readonly string[] VariablesOfBuilds = ["CI", "TF_BUILD", "GITHUB_ACTIONS"];

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task NothingIsLeftInTheUsersFolders(string? variable)
    {
        using TemporaryFolder folder = new();
        string photo = folder.Write("photo.jpg", DrawnPhotos.Draw(0, 1)).PathOf("photo.jpg");
        string home = Directory.CreateDirectory(folder.PathOf("home")).FullName;
        string temporary = Directory.CreateDirectory(folder.PathOf("temporary")).FullName;
        Dictionary<string, string?> environment = VariablesOfBuilds.ToDictionary(name => name, _ => (string?)null);
        foreach ((string name, string value) in new[] { ("HOME", home), ("XDG_CACHE_HOME", home), ("TMPDIR", temporary) })
        {
            environment[name] = value;
        }

        environment["ORT_DISABLE_TELEMETRY"] = variable;
        environment["RETRAIN_CACHE_DIR"] = folder.PathOf("cache");
        ToolRun run = await ChildProcess.RunAsync(
            "dotnet", [ToolProcess.ToolPath, "bottlenecks", photo], environment, TestContext.Current.CancellationToken);

        run.ExitCode.ShouldBe(0, run.Error);
        Directory.EnumerateFileSystemEntries(home).ShouldBeEmpty();
        Directory.EnumerateFiles(temporary).Where(path => !Path.GetFileName(path).StartsWith("clr-debug", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }
}
