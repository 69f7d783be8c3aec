using System.Text.RegularExpressions;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Documents;

public sealed partial class CommandLinePageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void NamesEveryEnvironmentVariableThatIsRead()
    {
        string page = MarkdownPage.At("docs/command-line.md").Section("Environment variables");

        string[] read =
        [
            .. SourceCode.Files().SelectMany(path => VariableInSource().Matches(File.ReadAllText(path)))
                .Select(match => match.Groups[1].Value),
        ];

        read.ShouldNotBeEmpty();
        read.ShouldAllBe(variable => page.Contains($"| `{variable}` |", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("docs/command-line.md", "train")]
    [InlineData("docs/command-line.md", "label_image", "label_image")]
    [InlineData("docs/command-line.md", "evaluate", "evaluate")]
    [InlineData("docs/command-line.md", "check", "check")]
    [InlineData("docs/command-line.md", "export", "export")]
    [InlineData("docs/command-line.md", "inspect", "inspect")]
    [InlineData("docs/command-line.md", "bottlenecks", "bottlenecks")]
    [InlineData("docs/command-line.md", "search", "search")]
    [InlineData("docs/command-line.md", "init", "init")]
    [InlineData("docs/cache.md", "info", "cache", "info")]
    [InlineData("docs/cache.md", "key", "cache", "key")]
    [InlineData("docs/cache.md", "verify", "cache", "verify")]
    [InlineData("docs/cache.md", "prune", "cache", "prune")]
    [InlineData("docs/cache.md", "export", "cache", "export")]
    [InlineData("docs/cache.md", "import", "cache", "import")]
    [InlineData("docs/cache.md", "push", "cache", "push")]
    [InlineData("docs/cache.md", "ping", "cache", "ping")]
    [InlineData("docs/cache.md", "clear", "cache", "clear")]
    [InlineData("docs/backbones.md", "dotnet retrain backbones", "backbones")]
    public async Task NamesEveryFlagOfACommand(string page, string heading, params string[] command)
    {
        string section = MarkdownPage.At(page).Section(heading);

        ToolRun help = await ToolCall.RunAsync(folder.Path, [.. command, "--help"]);

        string[] flags = [.. FlagInHelp().Matches(help.ShouldSucceed().Output).Select(match => match.Groups[1].Value)];
        string[] inPage = [.. FlagInPage().Matches(section).Select(match => match.Groups[1].Value)];
        flags.Except([.. inPage, "--help", "--version"]).ShouldBeEmpty();
        FlagRow().Matches(section).Select(match => match.Groups[1].Value).Except(flags).ShouldBeEmpty();
    }

    [GeneratedRegex(@"nvironment(?:\.GetEnvironmentVariable|Variable)?\(""(\w+)""\)")]
    private static partial Regex VariableInSource();

    [GeneratedRegex(@"^  (?:-\S+, )*(--\w+)", RegexOptions.Multiline)]
    private static partial Regex FlagInHelp();

    [GeneratedRegex(@"`(--\w+)[ `]")]
    private static partial Regex FlagInPage();

    [GeneratedRegex(@"^\| `(--\w+)[ `]", RegexOptions.Multiline)]
    private static partial Regex FlagRow();
}
