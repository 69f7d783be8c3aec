using System.Security.Cryptography;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Training;

/// <summary>Some file systems find out only when a file is to be stored that there is no room for it.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly TrainingRun run = new TrainingRun().DrawCached();

    public void Dispose() => run.Dispose();

    [Theory]
    [InlineData("ENOSPC")]
    [InlineData("EDQUOT")]
    [InlineData("EIO")]
    public async Task FoundAtTheEndKeepsThePreviousModel(string error)
    {
        string strace = await Engines.RequireStraceAsync();
        (await run.TrainInAProcessAsync()).ShouldSucceed();
        Dictionary<string, string> before = Outputs();

        ToolRun full = await ChildProcess.RunAsync(
            strace,
            [
                "-f", "-qq", "-o", run.Folder.PathOf("calls"), "-e", "trace=fsync", "-e", $"inject=fsync:error={error}",
                "dotnet", ToolProcess.ToolPath, .. run.Arguments("--how_many_training_steps", "60"),
            ],
            new() { ["RETRAIN_CACHE_DIR"] = run.CacheDir }, TestContext.Current.CancellationToken);

        full.ShouldFail(1, "RT4007");
        (await File.ReadAllTextAsync(run.Folder.PathOf("calls"), TestContext.Current.CancellationToken)).ShouldContain(error);
        Outputs().ShouldBe(before, ignoreOrder: true);
    }

    // With their digests, so that a difference is told in a line.
    private Dictionary<string, string> Outputs() =>
        Directory.EnumerateFiles(Path.GetDirectoryName(run.Graph)!)
            .ToDictionary(path => path, path => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))));
}
