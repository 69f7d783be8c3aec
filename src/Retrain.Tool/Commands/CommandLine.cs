using System.CommandLine;
using Retrain.Runtime.Diagnostics;
using Retrain.Tool.Flags;

namespace Retrain.Tool.Commands;

/// <summary>Runs the command that the arguments name.</summary>
internal static class CommandLine
{
    // A file may be called "@x.jpg", so no argument names a file of arguments.
    private static readonly ParserConfiguration Verbatim = new() { ResponseFileTokenReplacer = null };

    /// <summary>Runs a command to its exit code.</summary>
    public static ExitCode Run(string[] arguments, CancellationToken cancellationToken)
    {
        ProblemLog problems = new();
        bool isWelcome = false;
        problems.Run(
            () =>
            {
                arguments = CommandWords.Understood(arguments);
                if (arguments.Length == 0)
                {
                    Welcome.Print();
                    isWelcome = true;
                    return;
                }

                ParseResult line = Parse(arguments, problems, cancellationToken);
                bool isHelp = line.Action is not null && line.Action != line.CommandResult.Command.Action && line.Errors.Count == 0;
                Diagnostic[] mistakes = isHelp ? CommandLineMistakes.InHelp(line) : CommandLineMistakes.In(line, arguments);
                Array.ForEach(mistakes, problems.Report);
                if (mistakes.Length == 0)
                {
                    line.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
                }
            },
            cancellationToken);

        // A script whose variable is empty must not take it for a training.
        return isWelcome ? ExitCode.Usage : problems.ExitCode;
    }

    /// <summary>Parses a command line, whose action runs the command.</summary>
    public static ParseResult Parse(string[] arguments, ProblemLog problems, CancellationToken cancellationToken) =>
        Root(problems, cancellationToken).Parse([.. ArgumentSpelling.Normalized(arguments)], Verbatim);

    private static RootCommand Root(ProblemLog problems, CancellationToken cancellationToken)
    {
        Dictionary<Command, ToolCommand> contents = [];
        TrainCommand train = new();
        RootCommand root = new(train.Description);
        Fill(root, train);
        ToolCommand[] others =
        [
            new LabelImageCommand(), new ExportCommand(), new CheckCommand(), new BackbonesCommand(), new EvaluateCommand(),
            new InspectCommand(), new InitCommand(), new BottlenecksCommand(), new SearchCommand(), new CacheCommand(),
            new VerifyCommand(),
        ];
        foreach (ToolCommand content in others)
        {
            root.Add(Filled(content));
        }

        CommandHelp.AddExamples(root, command => contents[command].Examples);
        return root;

        Command Filled(ToolCommand content)
        {
            Command command = new(content.Name, content.Description);
            Fill(command, content);
            return command;
        }

        void Fill(Command command, ToolCommand content)
        {
            contents.Add(command, content);
            if (content.Argument is Argument argument)
            {
                argument.Validators.Add(result => Flag.RequireText(result, argument.Name));
                command.Add(argument);
            }

            foreach (Option flag in content.Flags)
            {
                command.Add(flag);
            }

            foreach (ToolCommand more in content.Commands)
            {
                command.Add(Filled(more));
            }

            command.SetAction(line => content.Run(line, problems, cancellationToken));
        }
    }
}
