using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Retrain.MSBuild.Diagnostics;
using Retrain.MSBuild.Inputs;
using Retrain.MSBuild.Models;
using Retrain.MSBuild.Training;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;
using Retrain.Training.Files;
using Retrain.Training.Libraries;

namespace Retrain.MSBuild;

/// <summary>
/// Trains one model. The engine runs as a process of its own, so that a crash in a decoder's native code does not take the build down and
/// no file of the package stays open in a build node. It writes its problems to a file; <see cref="ReportProblems"/> reports them in the
/// user's own project.
/// </summary>
public sealed class RunRetrain : ToolTask
{
    private readonly CancellationTokenSource cancellation = new();
    private InputsHead inputs = new("", []);
    private ModelFiles files = new("", "");
    private Process? engineProcess;
    private bool engineFailed;

    /// <summary>The inputs file that <see cref="WriteTrainingInputs"/> wrote.</summary>
    [Required]
    public string InputsFile { get; set; } = "";

    /// <summary>The path of dotnet-retrain.dll.</summary>
    [Required]
    public string Engine { get; set; } = "";

    /// <summary>The folders of the packages that the engine computes with, separated as in PATH.</summary>
    [Required]
    public string Libraries { get; set; } = "";

    /// <summary>The dotnet of the SDK that builds; if it is empty, the PATH's.</summary>
    public string DotnetHost { get; set; } = "";

    /// <summary>The address of a cache that people and machines share; empty for the one that the environment names.</summary>
    public string SharedCache { get; set; } = "";

    /// <summary>Whether nothing is written to the shared cache; empty for what the environment says.</summary>
    public string SharedCacheReadOnly { get; set; } = "";

    /// <inheritdoc />
    protected override string ToolName => RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "dotnet.exe" : "dotnet";

    /// <inheritdoc />
    protected override Encoding StandardOutputEncoding => Encoding.UTF8;

    /// <inheritdoc />
    protected override Encoding StandardErrorEncoding => Encoding.UTF8;

    /// <summary>The engine writes the summary to standard output: every build shows it.</summary>
    protected override MessageImportance StandardOutputLoggingImportance => MessageImportance.High;

    /// <summary>The engine writes its progress to standard error: only a detailed log shows it.</summary>
    protected override MessageImportance StandardErrorLoggingImportance => MessageImportance.Low;

    /// <inheritdoc />
    public override bool Execute()
    {
        files = ModelFiles.Beside(InputsFile);
        try
        {
            inputs = InputsHead.Read(InputsFile);
            using FileLock held = ModelLock.Acquire(files, Log, cancellation.Token);
            Stamp stamp = new(files.Stamp, InputsFile, Engine);
            if (stamp.IsCurrent(inputs.Outputs))
            {
                Log.LogMessage(MessageImportance.Normal, "{0}: trained by another build meanwhile", files.Model);
                stamp.Touch(inputs.Outputs);
                return true;
            }

            return Train(stamp);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.LogDiagnostic(BuildDiagnostics.CannotWrite(files.Folder, exception.Message.TrimEnd('.')), inputs.Project);
            return false;
        }
        catch (InvalidModelException exception)
        {
            foreach (Diagnostic problem in exception.Problems)
            {
                Log.LogDiagnostic(problem, inputs.Project);
            }

            return false;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Lets the engine end in order, so that the cache keeps what it computed; ends it at once where that fails.</summary>
    public override void Cancel()
    {
        cancellation.Cancel();
        if (engineProcess is null || !Termination.EndsInOrder(engineProcess))
        {
            base.Cancel();
        }
    }

    /// <inheritdoc />
    protected override string GenerateFullPathToTool() => DotnetHost.Length > 0 ? DotnetHost : ToolName;

    /// <inheritdoc />
    protected override string GetWorkingDirectory() => Path.GetDirectoryName(inputs.Project)!;

    /// <inheritdoc />
    protected override string GenerateCommandLineCommands()
    {
        CommandLineBuilder arguments = new();
        arguments.AppendFileNameIfNotNull(Engine);
        arguments.AppendSwitch("--inputs");
        arguments.AppendFileNameIfNotNull(InputsFile);
        return arguments.ToString();
    }

    /// <inheritdoc />
    protected override Process StartToolProcess(Process proc)
    {
        engineProcess = base.StartToolProcess(proc);
        return engineProcess;
    }

    /// <inheritdoc />
    protected override bool HandleTaskExecutionErrors()
    {
        // MSBuild's own message would name the project in the package, which is not the user's.
        engineFailed = true;
        if (!cancellation.IsCancellationRequested && Problems.IsPending)
        {
            Problems.Add(BuildDiagnostics.EngineEnded(inputs.Project, files.Model, ExitCode));
        }

        return false;
    }

    /// <inheritdoc />
    protected override void LogEventsFromTextOutput(string singleLine, MessageImportance messageImportance) =>
        Log.LogMessage(messageImportance, "{0}", VisibleText.Of(singleLine));

    private ProblemsFile Problems => files.Problems;

    // An address may have a password, and others can read a command line.
    private string[] Environment()
    {
        List<string> set = [$"{LibraryNames.Variable}={Libraries}"];
        if (SharedCache.Length > 0)
        {
            set.Add($"RETRAIN_CACHE_URL={SharedCache}");
        }

        if (SharedCacheReadOnly.Length > 0)
        {
            set.Add($"RETRAIN_CACHE_READ_ONLY={SharedCacheReadOnly}");
        }

        return [.. set];
    }

    private bool Train(Stamp stamp)
    {
        EnvironmentVariables = Environment();
        // The stamp is deleted first and written last: without it, the outputs belong to other inputs.
        stamp.Delete();
        Problems.Begin();
        bool trained = base.Execute();
        if (cancellation.IsCancellationRequested)
        {
            Problems.Discard();
            return false;
        }

        if (Problems.IsPending)
        {
            Problems.Publish();
        }

        // Without a stamp the next build trains again: then what stood in the way may be gone.
        if (trained && !FoundProblems.In(Problems.Path).Any(FoundProblems.IsOfEnvironment))
        {
            stamp.Write(inputs.Outputs);
        }

        // An engine that failed has left an error for the user's project to report.
        return trained || engineFailed;
    }
}
