using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Shards;

/// <summary>The commands in the files of docs/shards.md that belong to services which a test does not have, with fewer parts.</summary>
public sealed class ShardsPageTests
{
    private const int Parts = 3;

    [Fact]
    public async Task ThePodsOfKubernetesExtractAndTrain()
    {
        using TemporaryFolder team = new();
        DrawnPhotos.Write(team.PathOf("photos"), 24, "circles", "squares");
        Directory.CreateDirectory(team.PathOf("cache"));
        string[] files = Files("Kubernetes");
        string[] extraction = Commands(files[0]), training = Commands(files[1]);
        (extraction.Length, training.Length).ShouldBe((1, 2));

        for (int index = 0; index < Parts; index++)
        {
            (await RunAsync(extraction[0].Replace("64", $"{Parts}", StringComparison.Ordinal), index)).ShouldSucceed();
        }

        (await RunAsync(training[0].Replace("64", $"{Parts}", StringComparison.Ordinal), 0)).ShouldSucceed();
        (await RunAsync(training[1], 0)).ShouldSucceed().Output.ShouldContain("0 computed");
        File.Exists(team.PathOf("model/photos.pb")).ShouldBeTrue();

        // A pod has a disk of its own.
        Task<ToolRun> RunAsync(string command, int index) => ToolAsync(
            command.Replace("/mnt/team", team.Path, StringComparison.Ordinal), team.Path,
            ("JOB_COMPLETION_INDEX", $"{index}"), ("RETRAIN_CACHE_URL", $"file://{team.PathOf("cache")}"),
            ("RETRAIN_CACHE_DIR", team.PathOf(Guid.NewGuid().ToString())));
    }

    [Fact]
    public async Task TheJobsOfGitHubExtractAndTrain()
    {
        using TemporaryFolder folder = new();
        DrawnPhotos.Write(folder.PathOf("photos"), 24, "circles", "squares");
        string[] commands = Commands(Files("GitHub Actions")[0]);
        commands.Length.ShouldBe(5);
        commands[2].ShouldStartWith("cache import");

        for (int part = 1; part <= Parts; part++)
        {
            (await RunAsync(commands[0], part)).ShouldSucceed();
            (await RunAsync(commands[1], part)).ShouldSucceed();
            Directory.Delete(folder.PathOf("cache"), recursive: true);
        }

        for (int part = 1; part <= Parts; part++)
        {
            (await RunAsync(commands[2], part)).ShouldSucceed();
        }

        (await RunAsync(commands[3], 0)).ShouldSucceed();
        (await RunAsync(commands[4], 0)).ShouldSucceed().Output.ShouldContain("Bottlenecks: 48 cached, 0 computed");

        Task<ToolRun> RunAsync(string command, int part) => ToolAsync(
            command.Replace("${{ matrix.part }}/8", $"{part}/{Parts}", StringComparison.Ordinal)
                .Replace("${{ matrix.part }}", $"{part}", StringComparison.Ordinal)
                .Replace("$part.pack", $"{part}.pack", StringComparison.Ordinal)
                .Replace("--expect 8", $"--expect {Parts}", StringComparison.Ordinal),
            folder.Path);
    }

    private static string[] Files(string section) =>
        [.. MarkdownPage.At("docs/shards.md").Blocks.Where(block => block.Section == section && block.Language == "yaml")
            .Select(block => block.Text)];

    // A line may have a loop around its command.
    private static string[] Commands(string file) =>
    [
        .. file.Split('\n').Where(line => line.Contains("dotnet retrain ", StringComparison.Ordinal))
            .Select(line => line.Split("dotnet retrain ")[1].Split(';')[0].Trim()),
    ];

    private static Task<ToolRun> ToolAsync(string arguments, string folder, params (string Name, string? Value)[] environment) =>
        ChildProcess.RunAsync(
            "dotnet", [ToolProcess.ToolPath, .. arguments.Split(' ')],
            environment.ToDictionary(variable => variable.Name, variable => variable.Value),
            TestContext.Current.CancellationToken, folder);
}
