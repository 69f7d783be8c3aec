using System.CommandLine;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Commands;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Commands;

public sealed class MisspeltWordTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Commands => [.. CommandTree.Paths.Select(path => string.Join(' ', path))];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task TheNearestFlagIsProposed(string command)
    {
        string[] path = [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        string[] flags = [.. CommandTree.FlagsOf(path).Select(flag => flag.Name), "--help", "--version"];
        HashSet<string> known = [.. CommandTree.Paths.SelectMany(CommandTree.FlagsOf).Select(flag => flag.Name)];
        foreach (string flag in flags)
        {
            foreach (string misspelt in Misspelt(flag[2..]).Select(word => $"--{word}").Where(word => !known.Contains(word)))
            {
                ToolRun run = await ToolCall.RunAsync(folder.Path, [.. path, misspelt]);

                run.ShouldFail(2, "RT4001").Error.ShouldContain($"unknown flag '{misspelt}'; did you mean '{flag}'?");
            }
        }
    }

    [Fact]
    public async Task TheNearestCommandIsProposed()
    {
        foreach (string[] path in CommandTree.Paths.Where(path => path.Length > 0))
        {
            string[] parents = path[..^1];
            foreach (string misspelt in Misspelt(path[^1]))
            {
                ToolRun run = await ToolCall.RunAsync(folder.Path, [.. parents, misspelt, "--json"]);

                run.ShouldFail(2, "RT4046").Error.ShouldContain($"'{string.Join(' ', path)}'?");
            }
        }
    }

    [Fact]
    public async Task VersionIsAskedForAnywhere()
    {
        string version = (await ToolCall.RunAsync(folder.Path, "--version")).ShouldSucceed().Output;
        foreach (string[] path in CommandTree.Paths)
        {
            (await ToolCall.RunAsync(folder.Path, [.. path, "--version"])).ShouldSucceed().Output.ShouldBe(version);
            (await ToolCall.RunAsync(folder.Path, ["--version", .. path])).ShouldSucceed().Output.ShouldBe(version);
        }
    }

    // One letter is dropped, doubled, or swapped with the next one.
    private static IEnumerable<string> Misspelt(string word) =>
        Enumerable.Range(0, word.Length).SelectMany(i => (string[])
        [
            word.Remove(i, 1),
            word.Insert(i, word[i].ToString()),
            i + 1 < word.Length ? $"{word[..i]}{word[i + 1]}{word[i]}{word[(i + 2)..]}" : word,
        ]).Where(other => other != word && other[0] != '_').Distinct();
}
