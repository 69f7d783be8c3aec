using System.CommandLine;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;
using Retrain.Training.Options;

namespace Retrain.Tool.Commands;

/// <summary>Finds what is wrong with a command line.</summary>
internal static class CommandLineMistakes
{
    /// <param name="line">The parsed command line.</param>
    /// <param name="arguments">The arguments as they were written.</param>
    public static Diagnostic[] In(ParseResult line, IReadOnlyList<string> arguments)
    {
        // The parser takes a switch's value for an argument of its own, unless it is true or false.
        List<Diagnostic> problems = [.. WrongSwitches(line.CommandResult.Command, arguments)];
        if (problems.Count > 0)
        {
            return [.. problems];
        }

        bool followsUnknownFlag = false;
        foreach (string token in line.UnmatchedTokens)
        {
            // "-1" and "-.5" are values.
            bool isFlag = token.StartsWith('-') && !(token.Length > 1 && (char.IsAsciiDigit(token[1]) || token[1] == '.'));
            if (isFlag)
            {
                string name = token.Split('=')[0];
                problems.Add(OptionDiagnostics.UnknownFlag(name, NearestNames.Of(name, FlagNames(line.CommandResult.Command), 1)));
            }
            else if (!followsUnknownFlag)
            {
                // The argument after an unknown flag is its value.
                problems.Add(OptionDiagnostics.UnexpectedArgument(token));
            }

            followsUnknownFlag = isFlag;
        }

        // The library's errors about the same tokens add nothing.
        return problems.Count > 0 ? [.. problems] : [.. line.Errors.Select(error => Parsed(error.Message))];
    }

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
