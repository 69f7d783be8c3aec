using System.Diagnostics;
using System.Runtime.InteropServices;
using Retrain.MSBuild.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.ContinuousIntegration;

public sealed partial class CancelledBuildTests(PackedPackages packages)
{
    private const int Interrupt = 2; // SIGINT

    [Fact]
    public async Task StopsTheEngineAndKeepsTheCache()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a test cannot send Ctrl-C to another process on Windows");
        using UserProject project = await UserProject.ImportingAsync(packages, ProjectText.Flowers);
        project.CacheDir = project.PathOf("cache");
        DrawnPhotos.Write(project.PathOf("photos"), 250, "circles", "squares");
        using Process build = project.Start("build", "--no-restore", "-t:RetrainModels");
        while (!build.HasExited && (!Directory.Exists(project.CacheDir)
            || Directory.EnumerateFiles(project.CacheDir).Sum(file => new FileInfo(file).Length) < 300_000))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        // The signal goes to the build alone, not to its group.
        SendSignal(build.Id, Interrupt).ShouldBe(0);
        ToolRun cancelled = await ChildProcess.FinishAsync(build, TestContext.Current.CancellationToken);

        cancelled.ExitCode.ShouldNotBe(0);
        File.Exists(project.ModelFile(".output_graph.pb")).ShouldBeFalse();
        Process.GetProcessesByName("dotnet").ShouldNotContain(process => IsEngineOf(process, project));
        BuildRun again = await project.TrainAsync();
        again.ShouldTrain().Output.ShouldNotContain("(500 new)");
        again.Output.ShouldNotContain("(0 new)");
    }

    private static bool IsEngineOf(Process process, UserProject project)
    {
        string commandLine = $"/proc/{process.Id}/cmdline";
        return File.Exists(commandLine) && File.ReadAllText(commandLine).Contains(project.ModelFile(".inputs"), StringComparison.Ordinal);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int processId, int signal);
}
