using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Retrain.MSBuild.Diagnostics;
using Retrain.MSBuild.Models;
using Retrain.MSBuild.Training;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Categories;
using Retrain.Training.Files;

namespace Retrain.MSBuild;

/// <summary>
/// Trains one model: runs the engine as a process of its own, so that a crash in a decoder's native code does not take the build down and no
/// file of the package stays open in a build node. What the engine finds wrong is written down: <see cref="ReportProblems"/> says it in the
/// user's own project.
/// </summary>
public sealed class RunRetrain : ToolTask
{
    private const int Terminate = 15; // SIGTERM: the children of a build in the background may ignore SIGINT
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan TimeToEndByItself = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource cancellation = new();
    private readonly List<Diagnostic> problems = [];
    private ModelFiles files = new("", "", [], "");
    private string project = "";
    private IReadOnlyList<TrainingOption> options = [];
    private Process? engineProcess;

    /// <summary>What <see cref="WriteTrainingInputs"/> wrote.</summary>
    [Required]
    public string InputsFile { get; set; } = "";

    /// <summary>dotnet-retrain.dll.</summary>
    [Required]
    public string Engine { get; set; } = "";

    /// <summary>The dotnet of the SDK that builds; the PATH's where it is empty.</summary>
    public string DotnetHost { get; set; } = "";

    /// <inheritdoc />
    protected override string ToolName => RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "dotnet.exe" : "dotnet";

    /// <inheritdoc />
    protected override Encoding StandardOutputEncoding => Encoding.UTF8;

    /// <inheritdoc />
    protected override Encoding StandardErrorEncoding => Encoding.UTF8;

    /// <inheritdoc />
    public override bool Execute()
    {
        try
        {
            ReadInputs();
            using FileLock held = ModelLock.Acquire(files, Log, cancellation.Token);
            if (Stamp.IsCurrent(files, Engine))
            {
                Log.LogMessage(MessageImportance.Normal, "{0}: trained by another build meanwhile", files.Model);
                Stamp.Touch(files);
                return true;
            }

            // It goes first and comes last: without it the outputs are of other inputs.
            File.Delete(files.Stamp);
            bool trained = base.Execute();
            if (cancellation.IsCancellationRequested)
            {
                return false;
            }

            File.WriteAllLines(files.Problems, problems.Select(problem => problem.ToString()));
            if (trained)
            {
                Stamp.Write(files, Engine);
            }

            return trained || HasErrors;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.LogDiagnostic(BuildDiagnostics.CannotWrite(files.Folder, exception.Message.TrimEnd('.')), project);
            return false;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Lets the engine end in order, so that what it computed is cached; ends it where it does not.</summary>
    public override void Cancel()
    {
        cancellation.Cancel();
        if (engineProcess is Process process && !RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            try
            {
                // Ctrl-C in a terminal reaches the engine too, and a second signal would end it in the middle of its work.
                if (process.WaitForExit((int)TimeToEndByItself.TotalMilliseconds))
                {
                    return;
                }

                if (NativeMethods.Kill(process.Id, Terminate) == 0 && process.WaitForExit((int)TimeToEnd.TotalMilliseconds))
                {
                    return;
                }
            }
            catch (InvalidOperationException)
            {
                // It has ended by itself.
                return;
            }
        }

        base.Cancel();
    }

    /// <inheritdoc />
    protected override string GenerateFullPathToTool() => DotnetHost.Length > 0 ? DotnetHost : ToolName;

    /// <inheritdoc />
    protected override string GetWorkingDirectory() => Path.GetDirectoryName(project)!;

    /// <inheritdoc />
    protected override string GenerateCommandLineCommands()
    {
        CommandLineBuilder arguments = new();
        arguments.AppendFileNameIfNotNull(Engine);
        AppendFlag(arguments, "--inputs", InputsFile);
        AppendFlag(arguments, "--summary", files.Model);
        AppendFlag(arguments, "--output_graph", files.Graph);
        AppendFlag(arguments, "--output_labels", files.Labels);
        AppendFlag(arguments, "--output_manifest", files.Manifest);
        foreach (string argument in options.SelectMany(option => option.Arguments))
        {
            arguments.AppendTextUnquoted(" " + Quoted(argument));
        }

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
        if (!cancellation.IsCancellationRequested && !HasErrors)
        {
            problems.Add(BuildDiagnostics.EngineEnded(project, files.Model, ExitCode));
        }

        return false;
    }

    /// <inheritdoc />
    protected override void LogEventsFromTextOutput(string singleLine, MessageImportance messageImportance)
    {
        switch (CanonicalLine.Parse(singleLine))
        {
            case Diagnostic problem:
                problems.Add(problem);
                break;
            default:
                // The summary stands in every build's output; the progress before it only where somebody asked for more.
                bool isSummary = singleLine.StartsWith(files.Model + ": ", StringComparison.Ordinal);
                Log.LogMessage(isSummary ? MessageImportance.High : MessageImportance.Low, "{0}", singleLine);
                break;
        }
    }

    private bool HasErrors => problems.Any(problem => problem.Severity is Severity.Error);

    private void ReadInputs()
    {
        IReadOnlyList<string>[] records =
        [
            .. File.ReadLines(InputsFile).TakeWhile(line => !line.StartsWith(InputsFormat.Folder + "\t", StringComparison.Ordinal)).Select(InputsFormat.Fields),
        ];
        project = records.Single(fields => fields[0] == InputsFormat.Project)[1];
        options = [.. records.Where(fields => fields[0] == InputsFormat.Option).Select(fields => new TrainingOption(fields[1], fields[2]))];
        files = ModelFiles.Of(InputsFile, options, project);
    }

    private static void AppendFlag(CommandLineBuilder arguments, string flag, string value) => arguments.AppendTextUnquoted($" {flag} {Quoted(value)}");

    // As the runtime splits a command line, on every system: backslashes count double before a quote.
    private static string Quoted(string argument)
    {
        StringBuilder quoted = new("\"");
        int backslashes = 0;
        foreach (char character in argument)
        {
            if (character == '"')
            {
                quoted.Append('\\', backslashes + 1);
            }

            backslashes = character == '\\' ? backslashes + 1 : 0;
            quoted.Append(character);
        }

        return quoted.Append('\\', backslashes).Append('"').ToString();
    }

    private static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "kill")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Kill(int process, int signal);
    }
}
