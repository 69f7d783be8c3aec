using System.CommandLine;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;

namespace Retrain.Tool.Commands;

/// <summary>Runs the command that the arguments name, and turns all that can go wrong into an exit code.</summary>
internal static class CommandLine
{
    // A file may be called "@x.jpg": no argument names a file of arguments.
    private static readonly ParserConfiguration Verbatim = new() { ResponseFileTokenReplacer = null };

    /// <summary>Runs a command; problems go to standard error in the canonical form.</summary>
    public static ExitCode Run(string[] arguments, CancellationToken cancellationToken)
    {
        ProblemLog problems = new();
        try
        {
            ParseResult line = Root(problems, cancellationToken).Parse([.. arguments.Select(Underscored)], Verbatim);
            bool isHelp = line.Action is not null && line.Action != line.CommandResult.Command.Action && line.Errors.Count == 0;
            Diagnostic[] mistakes = isHelp ? [] : CommandLineMistakes.In(line);
            if (mistakes.Length == 0)
            {
                line.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
            }

            Array.ForEach(mistakes, problems.Report);
        }
        catch (RetrainException exception)
        {
            problems.Report(exception.Diagnostic);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Console.Error.WriteLine("Cancelled.");
            return ExitCode.Cancelled;
        }
        // What arrives here is a bug, and its user gets a code and a place to report it.
#pragma warning disable CA1031 // Do not catch general exception types
        catch (Exception exception)
#pragma warning restore CA1031
        {
            problems.Report(ToolDiagnostics.InternalError(exception));
            if (Environment.GetEnvironmentVariable("RETRAIN_DIAGNOSTICS") is { Length: > 0 })
            {
                Console.Error.WriteLine(exception);
            }
        }

        return problems.ExitCode;
    }

    private static RootCommand Root(ProblemLog problems, CancellationToken cancellationToken)
    {
        Dictionary<Command, ToolCommand> contents = [];
        TrainCommand train = new();
        RootCommand root = new(train.Description);
        Fill(root, train);
        ToolCommand[] others =
        [
            new LabelImageCommand(), new ExportCommand(), new CheckCommand(), new BackbonesCommand(), new EvaluateCommand(),
            new InspectCommand(), new InitCommand(),
        ];
        foreach (ToolCommand content in others)
        {
            Command command = new(content.Name, content.Description);
            Fill(command, content);
            root.Add(command);
        }

        CommandHelp.AddExamples(root, command => contents[command].Examples);
        return root;

        void Fill(Command command, ToolCommand content)
        {
            contents.Add(command, content);
            if (content.Argument is Argument argument)
            {
                command.Add(argument);
            }

            foreach (Option flag in content.Flags)
            {
                command.Add(flag);
            }

            command.SetAction(line => content.Run(line, problems, cancellationToken));
        }
    }

    // --image-dir is --image_dir: retrain.py's spelling and the usual one.
    private static string Underscored(string argument)
    {
        if (!argument.StartsWith("--", StringComparison.Ordinal) || argument.Length == 2)
        {
            return argument;
        }

        int equals = argument.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? argument : argument[..equals];
        return $"--{name[2..].Replace('-', '_')}{argument[name.Length..]}";
    }
}
