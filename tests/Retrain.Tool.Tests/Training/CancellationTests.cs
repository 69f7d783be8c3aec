using System.Diagnostics;
using System.Runtime.InteropServices;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Training;

public sealed partial class CancellationTests
{
    private const int Interrupt = 2; // SIGINT, as Ctrl-C sends it

    [Fact]
    public async Task CtrlCKeepsTheCacheAndLeavesNoHalfFile()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a test cannot send Ctrl-C to another process on Windows");
        using TrainingRun run = new TrainingRun().Draw(count: 400);
        using Process process = ToolProcess.Start(run.CacheDir, run.Arguments());
        await UntilSomethingIsCached(run, process);

        SendSignal(process.Id, Interrupt).ShouldBe(0);
        ToolRun cancelled = await ChildProcess.FinishAsync(process, TestContext.Current.CancellationToken);

        cancelled.ExitCode.ShouldBe(130, cancelled.Error);
        cancelled.Error.ShouldContain("Cancelled");
        run.OutputNames().ShouldBeEmpty();
        ToolRun again = await run.TrainAsync();
        again.ShouldSucceed().Output.ShouldNotContain("Bottlenecks: 0 cached");
        again.Output.ShouldNotContain("800 cached");
    }

    [Fact]
    public async Task CtrlCDuringTrainingWritesNothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a test cannot send Ctrl-C to another process on Windows");
        using TrainingRun run = new TrainingRun().Draw();
        using Process process =
            ToolProcess.Start(run.CacheDir, run.Arguments("--how_many_training_steps", "100000000", "--eval_step_interval", "100000000"));
        string? line;
        do
        {
            line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        }
        while (line?.Contains("Step 0: Train", StringComparison.Ordinal) is false);

        SendSignal(process.Id, Interrupt).ShouldBe(0);
        ToolRun cancelled = await ChildProcess.FinishAsync(process, TestContext.Current.CancellationToken);

        cancelled.ExitCode.ShouldBe(130, cancelled.Error);
        run.OutputNames().ShouldBeEmpty();
    }

    // The database's log grows with the first group of bottlenecks that is stored.
    private static async Task UntilSomethingIsCached(TrainingRun run, Process process)
    {
        while (!process.HasExited)
        {
            if (Directory.Exists(run.CacheDir) && Directory.EnumerateFiles(run.CacheDir).Sum(file => new FileInfo(file).Length) > 300_000)
            {
                return;
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int processId, int signal);
}
