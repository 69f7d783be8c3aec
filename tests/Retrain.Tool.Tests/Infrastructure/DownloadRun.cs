using System.Diagnostics;
using Retrain.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>
/// Training by name, with a mirror and a --model_dir of the test's own. A variable of the process names the mirror, so the tests that use
/// it are of one collection: <see cref="Collection"/>.
/// </summary>
internal sealed class DownloadRun : IDisposable
{
    public const string Collection = "downloads";

    private const string Mirror = "RETRAIN_DOWNLOAD_URL";

    private readonly TrainingRun run = new TrainingRun().Draw();

    public DownloadRun() => Environment.SetEnvironmentVariable(Mirror, Server.Address);

    public FileServer Server { get; } = new();

    public TrainingRun Training => run;

    public string ModelDir => run.Folder.PathOf("imagenet");

    public string Archive => Path.Combine(ModelDir, "mobilenet_v1_0.25_128_frozen.tgz");

    public string Part => $"{Archive}.part";

    public string Graph => Path.Combine(ModelDir, PublishedGraph.GraphPath);

    public DownloadRun Serve(byte[] archive)
    {
        Server.Files[PublishedGraph.ArchivePath] = archive;
        return this;
    }

    public DownloadRun ServeMobileNet() => Serve(PublishedGraph.Archive(PublishedGraph.GraphPath, PublishedGraph.MobileNet()));

    public Task<ToolRun> TrainAsync(params IReadOnlyList<string> more) => ToolCall.RunAsync(run.CacheDir, Arguments(more));

    /// <summary>Trains as a build does.</summary>
    public async Task<ToolRun> BuildAsync()
    {
        string inputs = run.WriteInputs("option\tArchitecture\tmobilenet_0.25_128", $"option\tModelDir\t{ModelDir}");
        using Process process = StartTool("--inputs", inputs);
        return await ChildProcess.FinishAsync(process, TestContext.Current.CancellationToken);
    }

    /// <summary>Starts a training and leaves it running.</summary>
    public Process Start(params IReadOnlyList<string> more) => StartTool(Arguments(more));

    private string[] Arguments(IReadOnlyList<string> more) =>
        run.Arguments(["--how_many_training_steps", "50", "--architecture", "mobilenet_0.25_128", "--model_dir", ModelDir, .. more]);

    private Process StartTool(params IReadOnlyList<string> arguments) => ChildProcess.Start(
        "dotnet", [ToolProcess.ToolPath, .. arguments],
        new Dictionary<string, string?> { ["RETRAIN_CACHE_DIR"] = run.CacheDir, [Mirror] = Server.Address });

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Mirror, null);
        Server.Dispose();
        run.Dispose();
    }
}
