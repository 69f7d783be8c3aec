using System.CommandLine;
using Retrain.Tool.Commands;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>All commands of the tool.</summary>
internal static class CommandTree
{
    /// <summary>The words that name each command, none for training.</summary>
    public static IReadOnlyList<string[]> Paths { get; } =
        [[], .. CommandLine.Others.Select(other => other.Create()).SelectMany(command => WithCommands(command, []))];

    /// <summary>The flags of a command that its help lists, without those of all commands.</summary>
    public static Option[] FlagsOf(IReadOnlyList<string> path)
    {
        ToolCommand command = path.Count == 0 ? new TrainCommand() : CommandLine.Others.Single(other => other.Name == path[0]).Create();
        foreach (string word in path.Skip(1))
        {
            command = command.Commands.Single(more => more.Name == word);
        }

        return [.. command.Flags.Where(flag => !flag.Hidden)];
    }

    private static IEnumerable<string[]> WithCommands(ToolCommand command, string[] parents)
    {
        string[] path = [.. parents, command.Name];
        return command.Commands.SelectMany(more => WithCommands(more, path)).Prepend(path);
    }
}
