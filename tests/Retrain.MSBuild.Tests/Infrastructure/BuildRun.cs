using Microsoft.Build.Logging.StructuredLogger;
using Retrain.Tests.Infrastructure;
using LoggedBuild = Microsoft.Build.Logging.StructuredLogger.Build;
using LoggedTask = Microsoft.Build.Logging.StructuredLogger.Task;

namespace Retrain.MSBuild.Tests.Infrastructure;

/// <summary>A build whose binary log says what was done.</summary>
/// <param name="Process">The exit code and what was printed.</param>
/// <param name="LogPath">The binary log.</param>
internal sealed record BuildRun(ToolRun Process, string LogPath)
{
    private readonly Lazy<LoggedBuild> log = new(() => BinaryLog.ReadBuild(LogPath));

    public string Output => Process.Output;

    /// <summary>The number of times that the engine was started.</summary>
    public int EnginesStarted => Of<LoggedTask>().Count(task => task.Name == "RunRetrain" && task.CommandLineArguments is { Length: > 0 });

    /// <summary>The number of times that the task ran, with or without starting the engine.</summary>
    public int TrainTasks => Of<LoggedTask>().Count(task => task.Name == "RunRetrain");

    /// <summary>Code, file and project of each warning.</summary>
    public IReadOnlyList<(string Code, string File, string Project)> Warnings =>
        [.. Of<Warning>().Select(warning => (warning.Code, warning.File, warning.ProjectFile))];

    /// <summary>Code, file and project of each error.</summary>
    public IReadOnlyList<(string Code, string File, string Project)> Errors =>
        [.. Of<Error>().Select(error => (error.Code, error.File, error.ProjectFile))];

    public BuildRun ShouldSucceed()
    {
        Process.ShouldSucceed();
        return this;
    }

    /// <summary>Requires that the build succeeded and started the engine so many times.</summary>
    public BuildRun ShouldTrain(int engines = 1)
    {
        ShouldSucceed().EnginesStarted.ShouldBe(engines, Output);
        return this;
    }

    /// <summary>Requires that the build succeeded and skipped the target that trains.</summary>
    public BuildRun ShouldNotTrain()
    {
        ShouldSucceed().TrainTasks.ShouldBe(0, Output);
        return this;
    }

    /// <summary>Requires that the build failed with these codes and no others.</summary>
    public BuildRun ShouldFail(params IEnumerable<string> codes)
    {
        Process.ExitCode.ShouldNotBe(0, Output);
        Errors.Select(error => error.Code).Order(StringComparer.Ordinal).ShouldBe(codes, Output);
        return this;
    }

    private List<T> Of<T>()
        where T : BaseNode
    {
        List<T> nodes = [];
        log.Value.VisitAllChildren<T>(nodes.Add);
        return nodes;
    }
}
