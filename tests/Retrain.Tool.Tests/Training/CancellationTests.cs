using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Training;

public sealed partial class CancellationTests
{
    private const int Interrupt = 2; // SIGINT, as Ctrl-C sends it
    private const int Terminate = 15; // SIGTERM

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
    public async Task CtrlCEndsASearchAndKeepsTheCache()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a test cannot send Ctrl-C to another process on Windows");
        using TrainingRun run = new TrainingRun().Draw(count: 150);
        string[] search = ["search", "--image", Path.Combine(run.ImageDir, "circles", "3.jpg"), "--image_dir", run.ImageDir, "--json"];
        using Process process = ToolProcess.Start(run.CacheDir, search);
        await UntilSomethingIsCached(run, process);

        SendSignal(process.Id, Interrupt).ShouldBe(0);
        ToolRun cancelled = await ChildProcess.FinishAsync(process, TestContext.Current.CancellationToken);

        cancelled.ExitCode.ShouldBe(130, cancelled.Error);
        cancelled.Output.ShouldBeEmpty();
        using JsonDocument again = JsonDocument.Parse((await ToolProcess.RunAsync(run.CacheDir, search)).ShouldSucceed().Output);
        again.RootElement.GetProperty("computed").GetInt32().ShouldBeInRange(1, 298);
    }

    [Theory]
    [InlineData(Interrupt, 130)]
    [InlineData(Terminate, 143)]
    public async Task ASignalDuringTrainingWritesNothing(int signal, int exitCode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a test cannot send Ctrl-C to another process on Windows");
        using TrainingRun run = new TrainingRun().DrawCached();
        using Process process =
            ToolProcess.Start(run.CacheDir, run.Arguments("--how_many_training_steps", "100000000", "--eval_step_interval", "100000000"));
        string? line;
        do
        {
            line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        }
        while (line?.Contains("Step 0: Train", StringComparison.Ordinal) is false);

        SendSignal(process.Id, signal).ShouldBe(0);
        ToolRun cancelled = await ChildProcess.FinishAsync(process, TestContext.Current.CancellationToken);

        cancelled.ExitCode.ShouldBe(exitCode, cancelled.Error);
        run.OutputNames().ShouldBeEmpty();
    }

    /// <summary>The head is calibrated before the growth is measured; then parts of photos are covered.</summary>
    [Theory]
    [InlineData("headCalibrated")]
    [InlineData("occlusionProgressed")]
    public async Task CtrlCWhileAReportIsMadeWritesNothing(string after)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a test cannot send Ctrl-C to another process on Windows");
        using TrainingRun run = new();
        WrittenReport.Draw(run);
        using Process process = ToolProcess.Start(run.CacheDir, run.Arguments(
            "--how_many_training_steps", "50", "--testing_percentage", "40", "--report", run.OutputOf("report.html"), "--json"));
        string? line;
        do
        {
            line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        }
        while (line?.Contains($"\"event\":\"{after}\"", StringComparison.Ordinal) is false);

        line.ShouldNotBeNull();
        SendSignal(process.Id, Interrupt).ShouldBe(0);
        ToolRun cancelled = await ChildProcess.FinishAsync(process, TestContext.Current.CancellationToken);

        cancelled.ExitCode.ShouldBe(130, cancelled.Error);
        cancelled.Error.ShouldContain("Cancelled");
        run.OutputNames().ShouldBeEmpty();
    }

    /// <summary>It waits for a database that another program keeps, as it would for a file server that does not answer.</summary>
    [Fact]
    public async Task ASignalEndsAProgramThatTheSystemKeepsWaiting()
    {
        using TrainingRun run = new TrainingRun().Draw(count: 2);
        Directory.CreateDirectory(run.CacheDir);
        using SqliteConnection other = new($"Data Source={Path.Combine(run.CacheDir, "bottlenecks.v1.db")};Pooling=False");
        other.Open();
        using SqliteCommand keep = new("PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE; CREATE TABLE kept (number INTEGER);", other);
        keep.ExecuteNonQuery();
        using Process process = ToolProcess.Start(run.CacheDir, run.Arguments());
        while (!File.Exists(Path.Combine(run.CacheDir, "bottlenecks.v1.lock")))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await Task.Delay(500, TestContext.Current.CancellationToken);
        long sent = Stopwatch.GetTimestamp();
        SendSignal(process.Id, Terminate).ShouldBe(0);
        ToolRun ended = await ChildProcess.FinishAsync(process, TestContext.Current.CancellationToken);

        ended.ExitCode.ShouldBe(143, ended.Error);
        Stopwatch.GetElapsedTime(sent).TotalSeconds.ShouldBeInRange(3, 9);
    }

    [Fact]
    public async Task AKilledRunLeavesNothingForLong()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows removes no file that is in use");
        using TrainingRun run = new TrainingRun().DrawCached();
        string[] flags = ["--output_onnx", run.OutputOf("output_graph.onnx"), "--report", run.OutputOf("report.html")];
        (await run.TrainAsync(flags)).ShouldSucceed();
        string[] names = [.. run.OutputNames()];
        string[] arguments = run.Arguments(["--how_many_training_steps", "50", "--seed", "1", .. flags]);
        using (Process process = ToolProcess.Start(run.CacheDir, arguments))
        {
            while (!process.HasExited && !run.OutputNames().Any(name => name.StartsWith(".output_labels", StringComparison.Ordinal)))
            {
                await Task.Delay(1, TestContext.Current.CancellationToken);
            }

            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        (await run.TrainAsync(flags)).ShouldSucceed();
        run.OutputNames().ShouldBe(names);
    }

    // The database's log grows with the first group of bottlenecks that is stored; its journal is gone soon after it was opened.
    private static async Task UntilSomethingIsCached(TrainingRun run, Process process)
    {
        while (!process.HasExited)
        {
            if (Directory.Exists(run.CacheDir)
                && Directory.GetFiles(run.CacheDir, "*.db-wal").Any(file => new FileInfo(file).Length > 300_000))
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
