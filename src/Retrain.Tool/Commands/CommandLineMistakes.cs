using System.CommandLine;
using System.CommandLine.Parsing;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;
using Retrain.Training.Options;

namespace Retrain.Tool.Commands;

/// <summary>Finds what is wrong with a command line.</summary>
internal static class CommandLineMistakes
{
    /// <summary>Finds a misspelt command, of which there is no help; all else does not matter to who asks for help.</summary>
    public static Diagnostic[] InHelp(ParseResult line) =>
        line.CommandResult == line.RootCommandResult && WrongCommand(line) is Diagnostic wrong ? [wrong]
            : WrongSubcommand(line) is Diagnostic misspelt ? [misspelt]
            : [];

    /// <param name="line">The parsed command line.</param>
    /// <param name="arguments">The arguments as they were written.</param>
    public static Diagnostic[] In(ParseResult line, IReadOnlyList<string> arguments)
    {
        if ((WrongCommand(line) ?? WrongSubcommand(line)) is Diagnostic wrong)
        {
            return [wrong];
        }

        Diagnostic[] before = FlagsBeforeCommand.In(line, name => UnknownFlag(line, name));
        if (before.Length > 0)
        {
            return before;
        }

        // The parser takes a switch's value for an argument of its own, unless it is true or false.
        List<Diagnostic> problems = [.. WrongSwitches(line.CommandResult.Command, arguments), .. GivenTwice(line)];
        if (problems.Count > 0)
        {
            return [.. problems];
        }

        List<string> unmatched = [.. line.UnmatchedTokens];
        List<string> alone =
        [
            .. line.CommandResult.Children.OfType<ArgumentResult>().SelectMany(result => result.Tokens).Select(token => token.Value),
        ];
        bool followsUnknownFlag = false;
        foreach (string token in line.Tokens.TakeWhile(token => token.Type is not TokenType.DoubleDash).Select(token => token.Value))
        {
            bool isUnmatched = unmatched.Remove(token);
            if (!isUnmatched && !alone.Remove(token))
            {
                continue;
            }

            // The parser takes an unknown flag for a value without a name.
            bool isFlag = FlagsBeforeCommand.LooksLikeFlag(token);
            if (isFlag)
            {
                problems.Add(UnknownFlag(line, token.Split('=')[0]));
            }
            else if (isUnmatched && !followsUnknownFlag)
            {
                // The argument after an unknown flag is its value.
                problems.Add(OptionDiagnostics.UnexpectedArgument(token));
            }

            followsUnknownFlag = isFlag;
        }

        if (problems.Count == 0)
        {
            problems.AddRange(unmatched.Select(OptionDiagnostics.UnexpectedArgument)); // behind "--"
        }

        // The library's errors about the same tokens add nothing.
        return problems.Count > 0 ? [.. problems] : [.. line.Errors.Select(error => Parsed(error.Message))];
    }

    // The parser takes what stands before the name of a command, or is none, for the folder of photos.
    private static Diagnostic? WrongCommand(ParseResult line)
    {
        if (line.RootCommandResult.Children.OfType<ArgumentResult>().FirstOrDefault()?.Tokens is not [{ Value: { Length: > 0 } name }]
            || name.StartsWith('-'))
        {
            return null;
        }

        IEnumerable<string> commands = line.RootCommandResult.Command.Subcommands.Select(command => command.Name);
        return line.CommandResult != line.RootCommandResult ? OptionDiagnostics.UnexpectedArgument(name)
            : !Path.Exists(name) && NearestNames.Of(name, commands, 1) is [string nearest]
                ? OptionDiagnostics.MisspeltCommand(name, nearest)
                : null;
    }

    private static Diagnostic? WrongSubcommand(ParseResult line)
    {
        Command asked = line.CommandResult.Command;
        return asked != line.RootCommandResult.Command && asked.Subcommands.Count > 0
            && line.UnmatchedTokens is [[not '-', ..] name, ..]
            && NearestNames.Of(name, asked.Subcommands.Select(command => command.Name), 1) is [string nearest]
                ? OptionDiagnostics.MisspeltCommand(name, nearest, asked.Name)
                : null;
    }

    private static Diagnostic UnknownFlag(ParseResult line, string name)
    {
        Command root = line.RootCommandResult.Command;
        Command asked = line.CommandResult.Command;
        string[] others =
        [
            .. root.Subcommands.SelectMany(command => command.Subcommands.Prepend(command)).Prepend(root)
                .Where(command => FlagNames(command).Contains(name)).Select(command => NameOf(command, root)),
        ];
        IEnumerable<string> ofAll = root.Options.Where(option => option.Recursive).Select(option => option.Name);
        return others.Length > 0
            ? OptionDiagnostics.FlagOfAnotherCommand(name, NameOf(asked, root), others)
            : OptionDiagnostics.UnknownFlag(name, NearestNames.Of(name, FlagNames(asked).Union(ofAll), 1));
    }

    private static string NameOf(Command command, Command root) => command == root ? "training"
        : command.Parents.OfType<Command>().FirstOrDefault(parent => parent != root) is Command parent ? $"'{parent.Name} {command.Name}'"
        : $"'{command.Name}'";

    // retrain.py took the last value, and so a script's own was lost in a long line without a word.
    private static IEnumerable<Diagnostic> GivenTwice(ParseResult line) =>
        from flag in line.CommandResult.Children.OfType<OptionResult>()
        where flag.IdentifierTokenCount > 1 && !flag.Option.AllowMultipleArgumentsPerToken
        select OptionDiagnostics.GivenTwice(flag.Option.Name, [.. flag.Tokens.Select(token => token.Value)]);

    // A hidden flag is for builds, and not for people.
    private static IEnumerable<string> FlagNames(Command command) =>
        command.Options.Where(option => !option.Hidden).Select(option => option.Name);

    private static IEnumerable<Diagnostic> WrongSwitches(Command command, IReadOnlyList<string> arguments) =>
        from argument in arguments
        where ArgumentSpelling.IsLongFlag(argument)
        let flag = ArgumentSpelling.Split(argument)
        where flag.Value is not null && !bool.TryParse(flag.Value, out _)
            && command.Options.Any(option => option is Option<bool> && option.Name == flag.Name)
        select OptionDiagnostics.InvalidValue(flag.Name, flag.Value!, FlagTypes.Switch.Valid);

    // An error from Flag is a finished line; the library's errors get a code.
    private static Diagnostic Parsed(string message)
    {
        const string prefix = "error ";
        return message.StartsWith(prefix + "RT", StringComparison.Ordinal)
            ? new Diagnostic(Severity.Error, message.Substring(prefix.Length, 6), null, message[(prefix.Length + 8)..])
            : OptionDiagnostics.InvalidCommandLine(message);
    }
}
