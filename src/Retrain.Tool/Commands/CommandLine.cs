using System.CommandLine;
using Retrain.Runtime.Diagnostics;
using Retrain.Tool.Flags;

namespace Retrain.Tool.Commands;

/// <summary>Runs the command that the arguments name.</summary>
internal static class CommandLine
{
    // A file may be called "@x.jpg", so no argument names a file of arguments.
    private static readonly ParserConfiguration Verbatim = new() { ResponseFileTokenReplacer = null };

    /// <summary>The commands apart from training, in the order of the help text, by their names.</summary>
    public static IReadOnlyList<(string Name, Func<ToolCommand> Create)> Others { get; } =
    [
        ("label_image", () => new LabelImageCommand()),
        ("export", () => new ExportCommand()),
        ("check", () => new CheckCommand()),
        ("backbones", () => new BackbonesCommand()),
        ("evaluate", () => new EvaluateCommand()),
        ("inspect", () => new InspectCommand()),
        ("init", () => new InitCommand()),
        ("bottlenecks", () => new BottlenecksCommand()),
        ("search", () => new SearchCommand()),
        ("cache", () => new CacheCommand()),
        ("verify", () => new VerifyCommand()),
    ];

    /// <summary>Runs a command to its exit code.</summary>
    public static ExitCode Run(string[] arguments, CancellationToken cancellationToken)
    {
        ProblemLog problems = new();
        bool isWelcome = false;
        problems.Run(
            () =>
            {
                // A build's own call is no command line, and need not wait until there are the flags of one.
                if (arguments is [BuildTraining.InputsFlag, string file])
                {
                    new BuildTraining(Flag.ExistingFile(BuildTraining.InputsFlag, file), problems).Run(cancellationToken);
                    return;
                }

                isWelcome = Run(arguments, problems, cancellationToken);
            },
            cancellationToken);

        // A script whose variable is empty must not take it for a training.
        return isWelcome ? ExitCode.Usage : problems.ExitCode;
    }

    /// <summary>Parses a command line, whose action runs the command. Commands that it does not name have no flags.</summary>
    public static ParseResult Parse(string[] arguments, ProblemLog problems, CancellationToken cancellationToken) =>
        Parse(arguments, arguments.Contains, problems, cancellationToken);

    // Whether there is nothing to run, and the tool said what it can do.
    private static bool Run(string[] arguments, ProblemLog problems, CancellationToken cancellationToken)
    {
        arguments = CommandWords.Understood(arguments);
        if (arguments.Length == 0)
        {
            Welcome.Print();
            return true;
        }

        // Most flags are those of other commands. Only help, and the explanation of a mistake, need them.
        ParseResult line = Parse(arguments, problems, cancellationToken);
        Diagnostic[] mistakes = Mistakes(line, arguments);
        if (IsHelp(line) || mistakes.Length > 0)
        {
            line = ParseWithAll(arguments, problems, cancellationToken);
            mistakes = Mistakes(line, arguments);
        }

        Array.ForEach(mistakes, problems.Report);
        if (mistakes.Length == 0)
        {
            line.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }

        return false;
    }

    private static ParseResult ParseWithAll(string[] arguments, ProblemLog problems, CancellationToken cancellationToken) =>
        Parse(arguments, _ => true, problems, cancellationToken);

    private static ParseResult Parse(
        string[] arguments, Func<string, bool> isAsked, ProblemLog problems, CancellationToken cancellationToken) =>
        Root(isAsked, problems, cancellationToken).Parse([.. ArgumentSpelling.Normalized(arguments)], Verbatim);

    private static Diagnostic[] Mistakes(ParseResult line, string[] arguments) =>
        IsHelp(line) ? CommandLineMistakes.InHelp(line) : CommandLineMistakes.In(line, arguments);

    private static bool IsHelp(ParseResult line) =>
        line.Action is not null && line.Action != line.CommandResult.Command.Action && line.Errors.Count == 0;

    private static RootCommand Root(Func<string, bool> isAsked, ProblemLog problems, CancellationToken cancellationToken)
    {
        Dictionary<Command, ToolCommand> contents = [];
        TrainCommand train = new();
        RootCommand root = new(train.Description);
        Fill(root, train);
        foreach ((string name, Func<ToolCommand> create) in Others)
        {
            root.Add(isAsked(name) ? Filled(create()) : new Command(name));
        }

        // Like --help, it may stand anywhere, and then nothing else counts.
        VersionOption version = root.Options.OfType<VersionOption>().Single();
        version.Recursive = true;
        version.Validators.Clear();
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
