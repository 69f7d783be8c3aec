using System.CommandLine;
using System.CommandLine.Parsing;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;
using Retrain.Training.Options;

namespace Retrain.Tool.Commands;

/// <summary>
/// Finds flags that stand before the name of a command. The parser gives them to the command that would run without that name, and so they
/// would have no effect.
/// </summary>
internal static class FlagsBeforeCommand
{
    /// <param name="line">The parsed command line.</param>
    /// <param name="unknown">Explains a flag that the command does not have.</param>
    public static Diagnostic[] In(ParseResult line, Func<string, Diagnostic> unknown)
    {
        Token[] flagsAndWords = [.. line.Tokens.TakeWhile(token => token.Type is not TokenType.DoubleDash)];
        int command = Array.FindLastIndex(flagsAndWords, token => token.Type is TokenType.Command);
        int flag = Array.FindIndex(flagsAndWords, token => token.Type is not TokenType.Command);
        return flag >= 0 && flag < command ? Before(line, flagsAndWords, command, unknown) : [];
    }

    private static Diagnostic[] Before(ParseResult line, Token[] flagsAndWords, int command, Func<string, Diagnostic> unknown)
    {
        Command asked = line.CommandResult.Command;
        WrittenFlag[] before = [.. Flags(flagsAndWords[..command]).Where(flag => !GoAnywhere(line).Contains(flag.Name))];
        WrittenFlag[] behind = [.. Flags(flagsAndWords[(command + 1)..])];
        ILookup<bool, WrittenFlag> ofCommand = before.ToLookup(flag => Find(asked, flag) is not null);
        Diagnostic[] twice =
        [
            .. from flag in ofCommand[true].Concat(behind)
               group flag by flag.Name into same
               where same.Count() > 1 && same.Any(before.Contains) && Find(asked, same.First())?.AllowMultipleArgumentsPerToken is false
               select OptionDiagnostics.GivenTwice(same.Key, [.. same.SelectMany(flag => flag.Values)]),
        ];
        Diagnostic[] misplaced = ofCommand[true].Any() && twice.Length == 0
            ? [Misplaced(line, [.. ofCommand[true]], line.Tokens.Skip(command + 1))]
            : [];
        return [.. twice, .. misplaced, .. ofCommand[false].Select(flag => unknown(flag.Name))];
    }

    private static Diagnostic Misplaced(ParseResult line, WrittenFlag[] flags, IEnumerable<Token> behind)
    {
        string command = Path(line);
        IEnumerable<string> words = flags.SelectMany(flag => flag.Values.Prepend(flag.Name)).Concat(behind.Select(token => token.Value));
        return OptionDiagnostics.FlagsBeforeCommand(
            [.. flags.Select(flag => flag.Name)], command, $"{command} {string.Join(' ', words.Select(OptionValue.Quoted))}");
    }

    private static string Path(ParseResult line)
    {
        Command asked = line.CommandResult.Command;
        IEnumerable<Command> parents = asked.Parents.OfType<Command>().Where(parent => parent is not RootCommand);
        return string.Join(' ', parents.Append(asked).Select(command => command.Name));
    }

    private static Option? Find(Command command, WrittenFlag flag) =>
        command.Options.FirstOrDefault(option => !option.Hidden && option.Name == flag.Name);

    private static IEnumerable<string> GoAnywhere(ParseResult line) =>
        line.RootCommandResult.Command.Options.Where(option => option.Recursive).SelectMany(option => option.Aliases.Prepend(option.Name));

    // What a command does not know, the parser takes for values.
    private static IEnumerable<WrittenFlag> Flags(Token[] tokens)
    {
        WrittenFlag? flag = null;
        foreach (Token token in tokens)
        {
            bool isValue = token.Type is TokenType.Argument
                && (flag is { IsKnown: true, Values.Count: 0 } || !LooksLikeFlag(token.Value));
            if (isValue)
            {
                flag?.Values.Add(token.Value);
                continue;
            }

            if (flag is not null)
            {
                yield return flag;
            }

            flag = token.Type is TokenType.Command ? null : WrittenFlag.From(token);
        }

        if (flag is not null)
        {
            yield return flag;
        }
    }

    /// <summary>Tells flags from values: "-1" and "-.5" are values.</summary>
    public static bool LooksLikeFlag(string word) =>
        word.StartsWith('-') && !(word.Length > 1 && (char.IsAsciiDigit(word[1]) || word[1] == '.'));

    private sealed record WrittenFlag(string Name, List<string> Values, bool IsKnown)
    {
        public static WrittenFlag From(Token token)
        {
            int separator = token.Value.AsSpan().IndexOfAny('=', ':');
            return separator < 0 ? new(token.Value, [], token.Type is TokenType.Option)
                : new(token.Value[..separator], [token.Value[(separator + 1)..]], false);
        }
    }
}
