using System.Xml.Linq;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Commands;
using Retrain.Tool.Tests.Infrastructure;
using Snapshooter.Xunit3;

namespace Retrain.Tool.Tests.Commands;

public sealed class CommandHelpTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("train", "--help")]
    [InlineData("label_image", "label_image", "--help")]
    [InlineData("export", "export", "--help")]
    [InlineData("backbones", "backbones", "--help")]
    [InlineData("evaluate", "evaluate", "--help")]
    [InlineData("inspect", "inspect", "--help")]
    [InlineData("check", "check", "--help")]
    [InlineData("bottlenecks", "bottlenecks", "--help")]
    [InlineData("search", "search", "--help")]
    [InlineData("init", "init", "--help")]
    [InlineData("cache", "cache", "--help")]
    [InlineData("cache_key", "cache", "key", "--help")]
    [InlineData("cache_verify", "cache", "verify", "--help")]
    [InlineData("cache_prune", "cache", "prune", "--help")]
    [InlineData("cache_export", "cache", "export", "--help")]
    [InlineData("cache_import", "cache", "import", "--help")]
    [InlineData("cache_push", "cache", "push", "--help")]
    [InlineData("cache_ping", "cache", "ping", "--help")]
    [InlineData("cache_clear", "cache", "clear", "--help")]
    public async Task ListsFlagsAndExamples(string name, params string[] arguments)
    {
        ToolRun run = await ToolProcess.RunAsync(folder.Path, arguments);

        Snapshot.Match(Scrub(run.ShouldSucceed().Output), $"help_{name}");
    }

    [Fact]
    public void EveryCommandIsFoundByItsName() =>
        CommandLine.Others.Select(other => other.Create().Name).ShouldBe(CommandLine.Others.Select(other => other.Name));

    [Fact]
    public async Task VersionIsThePackages() =>
        (await ToolProcess.RunAsync(folder.Path, "--version")).ShouldSucceed().Output.TrimEnd().Split('+')[0]
            .ShouldBe(XDocument.Load(Repository.PathOf("Directory.Build.props")).Descendants("Version").Single().Value);

    private static string Scrub(string help) => help
        .Replace(Path.GetTempPath(), "/tmp/", StringComparison.Ordinal)
        .Replace($"once. [default: {Environment.ProcessorCount}]", "once. [default: CORES]", StringComparison.Ordinal);
}
