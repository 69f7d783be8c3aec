using System.CommandLine;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;

namespace Retrain.Tool.Commands;

/// <summary>Finds what is wrong with a command line.</summary>
internal static class CommandLineMistakes
{
    public static Diagnostic[] In(ParseResult line)
    {
        List<Diagnostic> problems = [];
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

    private static IEnumerable<string> FlagNames(Command command) => command.Options.Select(option => option.Name);

    // An error from Flag is a finished line; the library's errors get a code.
    private static Diagnostic Parsed(string message)
    {
        const string prefix = "error ";
        return message.StartsWith(prefix + "RT", StringComparison.Ordinal)
            ? new Diagnostic(Severity.Error, message.Substring(prefix.Length, 6), null, message[(prefix.Length + 8)..])
            : OptionDiagnostics.InvalidCommandLine(message);
    }
}
