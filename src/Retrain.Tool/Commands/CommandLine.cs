using System.CommandLine;
using Retrain.Runtime.Diagnostics;

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
        problems.Run(
            () =>
            {
                ParseResult line = Root(problems, cancellationToken).Parse([.. arguments.Select(Underscored)], Verbatim);
                bool isHelp = line.Action is not null && line.Action != line.CommandResult.Command.Action && line.Errors.Count == 0;
                Diagnostic[] mistakes = isHelp ? [] : CommandLineMistakes.In(line);
                Array.ForEach(mistakes, problems.Report);
                if (mistakes.Length == 0)
                {
                    line.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
                }
            },
            cancellationToken);
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

    // --image-dir, the usual spelling, is --image_dir, which is retrain.py's.
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
