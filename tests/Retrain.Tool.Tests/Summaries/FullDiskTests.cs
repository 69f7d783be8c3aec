using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Summaries;

public sealed class FullDiskTests
{
    [Fact]
    public async Task EndsTheSummariesAndNotTheTraining()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root can make a small disk");
        using TrainingRun run = new TrainingRun().DrawCached();
        Directory.CreateDirectory(run.SummariesDir);
        ToolRun mounted = await RunAsync("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", run.SummariesDir);
        Assert.SkipUnless(mounted.ExitCode == 0, "this container cannot mount a disk");
        try
        {
            ToolRun trained = await run.TrainAsync();

            trained.ShouldSucceed().Error.ShouldStartWith($"{run.SummariesDir} : warning RT4007: cannot be written: No space left");
            trained.Error.ShouldContain("so no more summaries are written there");
            trained.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldHaveSingleItem();
            run.OutputNames().ShouldBe(["manifest.json", "output_graph.pb", "output_labels.txt"]);
            (await run.TrainAsync()).ShouldSucceed();
        }
        finally
        {
            await RunAsync("umount", run.SummariesDir);
        }
    }

    private static Task<ToolRun> RunAsync(string program, params IReadOnlyList<string> arguments) =>
        ChildProcess.RunAsync(program, arguments, [], TestContext.Current.CancellationToken);
}
