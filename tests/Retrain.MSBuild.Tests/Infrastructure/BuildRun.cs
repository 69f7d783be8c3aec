using Microsoft.Build.Framework;
using Microsoft.Build.Logging.StructuredLogger;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Infrastructure;

/// <summary>A build whose binary log says what was done.</summary>
/// <param name="Process">The exit code and what was printed.</param>
/// <param name="LogPath">The binary log.</param>
internal sealed record BuildRun(ToolRun Process, string LogPath)
{
    private const string TrainTask = "RunRetrain";

    // The log is read event by event: a tree of all that it holds takes longer to make than some of the builds.
    private readonly Lazy<IReadOnlyList<BuildEventArgs>> events = new(() => [.. new BinLogReader().ReadRecords(LogPath)
        .Select(record => record.Args).Where(IsAskedFor)]);

    public string Output => Process.Output;

    /// <summary>The number of times that the engine was started.</summary>
    public int EnginesStarted => Of<TaskCommandLineEventArgs>().Count(line => line.CommandLine is { Length: > 0 });

    /// <summary>The number of times that the task ran, with or without starting the engine.</summary>
    public int TrainTasks => Of<TaskStartedEventArgs>().Count();

    /// <summary>Code, file and project of each warning.</summary>
    public IReadOnlyList<(string Code, string File, string Project)> Warnings =>
        [.. Of<BuildWarningEventArgs>().Select(warning => (warning.Code, warning.File, warning.ProjectFile))];

    /// <summary>Code, file and project of each error.</summary>
    public IReadOnlyList<(string Code, string File, string Project)> Errors =>
        [.. Of<BuildErrorEventArgs>().Select(error => (error.Code, error.File, error.ProjectFile))];

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

    private IEnumerable<T> Of<T>() => events.Value.OfType<T>();

    private static bool IsAskedFor(BuildEventArgs? args) => args switch
    {
        TaskCommandLineEventArgs line => line.TaskName == TrainTask,
        TaskStartedEventArgs started => started.TaskName == TrainTask,
        BuildWarningEventArgs or BuildErrorEventArgs => true,
        _ => false,
    };
}
