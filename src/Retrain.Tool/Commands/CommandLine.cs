using System.CommandLine;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;

namespace Retrain.Tool.Commands;

/// <summary>From arguments to a command and its exit code.</summary>
internal static class CommandLine
{
    // A file may be called "@x.jpg": no argument names a file of arguments.
    private static readonly ParserConfiguration Verbatim = new() { ResponseFileTokenReplacer = null };

    /// <summary>Runs the command that the arguments name; problems go to standard error in the canonical form.</summary>
    public static async Task<ExitCode> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        RootCommand root = TrainCommand.Create();
        root.Add(LabelImageCommand.Create());
        root.Add(ExportCommand.Create());
        root.Add(CheckCommand.Create());
        root.Add(BackbonesCommand.Create());
        root.Add(EvaluateCommand.Create());
        root.Add(InspectCommand.Create());
        root.Add(InitCommand.Create());
        CommandHelp.Install(root);
        ParseResult result = Parse(root, arguments);
        try
        {
            if (result.Action is not null && result.Action != result.CommandResult.Command.Action && result.Errors.Count == 0)
            {
                return (ExitCode)await result.InvokeAsync(cancellationToken: cancellationToken);
            }

            List<Diagnostic> problems = Problems(result);
            if (problems.Count > 0)
            {
                foreach (Diagnostic problem in problems)
                {
                    await Console.Error.WriteLineAsync(problem.ToString());
                }

                return ExitCode.Usage;
            }

            InvocationConfiguration configuration = new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return (ExitCode)await result.InvokeAsync(configuration, cancellationToken);
        }
        catch (RetrainException exception)
        {
            await Console.Error.WriteLineAsync(exception.Diagnostic.ToString());
            return ExitCodeOf(exception.Diagnostic);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Cancelled.");
            return ExitCode.Cancelled;
        }
    }

    /// <summary>Parses the arguments of a command, whose flags may be spelt with dashes or underscores.</summary>
    public static ParseResult Parse(Command command, IEnumerable<string> arguments) => command.Parse([.. arguments.Select(Underscored)], Verbatim);

    /// <summary>That of a command which a problem ended.</summary>
    public static ExitCode ExitCodeOf(Diagnostic diagnostic) =>
        OptionDiagnostics.IsWrongUsage(diagnostic) ? ExitCode.Usage : ExitCode.Failed;

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

    /// <summary>Everything that is wrong with the arguments.</summary>
    public static List<Diagnostic> Problems(ParseResult result)
    {
        List<Diagnostic> problems = [];
        bool followsUnknownFlag = false;
        foreach (string token in result.UnmatchedTokens)
        {
            // "-1" and "-.5" are values.
            bool isFlag = token.StartsWith('-') && !(token.Length > 1 && (char.IsAsciiDigit(token[1]) || token[1] == '.'));
            if (isFlag)
            {
                string name = token.Split('=')[0];
                problems.Add(OptionDiagnostics.UnknownFlag(name, NearestNames.Of(name, FlagNames(result.CommandResult.Command), 1)));
            }
            else if (!followsUnknownFlag)
            {
                // What follows an unknown flag is its value.
                problems.Add(OptionDiagnostics.UnexpectedArgument(token));
            }

            followsUnknownFlag = isFlag;
        }

        // The parser's own words about the same unmatched tokens add nothing.
        if (problems.Count == 0)
        {
            problems.AddRange(result.Errors.Select(error => Parsed(error.Message)));
        }

        return problems;
    }

    private static IEnumerable<string> FlagNames(Command command) => command.Options.Select(option => option.Name);

    // Our own parsers hand a finished line through; the library's messages get a code.
    private static Diagnostic Parsed(string message)
    {
        const string prefix = "error ";
        return message.StartsWith(prefix + "RT", StringComparison.Ordinal)
            ? new Diagnostic(Severity.Error, message.Substring(prefix.Length, 6), null, message[(prefix.Length + 8)..])
            : OptionDiagnostics.InvalidCommandLine(message);
    }
}
