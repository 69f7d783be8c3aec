using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Training;

public sealed class StandardStreamTests
{
    private const string NotPrinted = "error RT4017: standard output cannot be written: ";

    [Theory]
    [InlineData(">&-", 1, NotPrinted + "it is closed; redirect it")]
    [InlineData("<&- >&- 2>&-", 1, "")]
    [InlineData("2>&-", 0, "")]
    [InlineData(">/dev/full", 1, NotPrinted + "No space left on device; redirect it")]
    [InlineData("--json >/dev/full", 1, NotPrinted + "No space left on device; redirect it")]
    [InlineData(">/dev/full 2>/dev/full", 1, "")]
    [InlineData("2>/dev/full", 0, "")]
    [InlineData("| head -n 1", 0, "")]
    public async Task AreClosedOrFull(string redirection, int exitCode, string message)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the shell and /dev/full are Linux's");
        using TrainingRun run = new TrainingRun().DrawCached();

        ToolRun trained = await Shell(run, "", redirection);

        trained.ExitCode.ShouldBe(exitCode, trained.Error);
        trained.Error.Split('\n').Count(line => line.StartsWith(NotPrinted, StringComparison.Ordinal)).ShouldBe(message.Length > 0 ? 1 : 0);
        trained.Error.ShouldContain(message);
        trained.Error.ShouldNotContain("RT9001");
        run.OutputNames().Any().ShouldBe(exitCode == 0);
    }

    [Theory]
    [InlineData(32)]
    [InlineData(48)]
    [InlineData(64)]
    [InlineData(100)]
    public async Task TooFewFilesAreAnErrorThatSaysWhatToDo(int limit)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the shell's limits are Linux's");
        using TrainingRun run = new TrainingRun().DrawCached();

        ToolRun trained = await Shell(run, $"ulimit -n {limit}; ", "");

        // On a machine with few cores, the largest of them is enough.
        if (limit < 100 || trained.ExitCode != 0)
        {
            trained.ShouldFail(1, "RT9002").Error.ShouldContain("ulimit -n 1024");
            trained.Output.ShouldBeEmpty();
        }
    }

    private static Task<ToolRun> Shell(TrainingRun run, string before, string redirection)
    {
        string arguments = string.Join(' ', run.Arguments("--how_many_training_steps", "5").Select(argument => $"'{argument}'"));
        string command = $"set -o pipefail; {before}dotnet '{ToolProcess.ToolPath}' {arguments} {redirection}";
        return ChildProcess.RunAsync(
            "bash", ["-c", command], new() { ["RETRAIN_CACHE_DIR"] = run.CacheDir }, TestContext.Current.CancellationToken);
    }
}
