using System.CommandLine;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Tool.Display;
using Retrain.Training.Categories;
using Retrain.Training.Diagnostics;
using Retrain.Training.Events;
using Retrain.Training.Options;

namespace Retrain.Tool.Commands;

/// <summary>
/// A training that Retrain.MSBuild starts with <c>--inputs FILE</c>. The inputs file says everything that a command line would, and problems
/// go to the problems file beside it. Standard output has the lines that every build shows, standard error those of a detailed log.
/// </summary>
/// <param name="inputsFile">The inputs file, which exists and is named after the model.</param>
internal sealed class BuildTraining(string inputsFile)
{
    private readonly ProblemsFile problems = new(inputsFile);

    /// <summary>Makes the flag that names the inputs file. It is in no help text, as only builds use it.</summary>
    public static Option<string?> InputsFlag()
    {
        Option<string?> flag = Flag.OptionalText("--inputs", "The file in which Retrain.MSBuild says what to train.", "FILE");
        flag.Hidden = true;
        return flag;
    }

    public ExitCode Run(CancellationToken cancellationToken)
    {
        problems.Begin();
        try
        {
            using SummaryDisplay display = new(Path.GetFileNameWithoutExtension(inputsFile), problems.Add);
            ExitCode exitCode = Train(display, cancellationToken);
            problems.Publish();
            return exitCode;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            problems.Add(ToolDiagnostics.Bug(exception));
            problems.Publish();
            throw;
        }
    }

    private ExitCode Train(SummaryDisplay display, CancellationToken cancellationToken)
    {
        try
        {
            ProjectInputs inputs = ProjectInputs.Read(inputsFile);
            TrainFlags flags = new();
            ParseResult result = Parse(flags, inputs.Arguments);
            List<Diagnostic> wrong = CommandLine.Problems(result);
            if (wrong.Count > 0)
            {
                wrong.ForEach(problem => display.Show(new ProblemFound(problem)));
                return ExitCode.Usage;
            }

            EngineRange.Require(inputs.EngineRange);
            RetrainOptions options = flags.Read(result, inputs.Project);
            options = options with { Data = options.Data with { Inputs = inputs } };
            return TrainCommand.Train(options, display, cancellationToken);
        }
        catch (RetrainException exception)
        {
            display.Show(new ProblemFound(exception.Diagnostic));
            return CommandLine.ExitCodeOf(exception.Diagnostic);
        }
    }

    // By the command line's own parser, so that metadata and flags accept the same values and have the same errors.
    private static ParseResult Parse(TrainFlags flags, IEnumerable<string> arguments)
    {
        RootCommand command = new();
        foreach (Option flag in flags.All)
        {
            command.Add(flag);
        }

        return CommandLine.Parse(command, arguments);
    }
}
