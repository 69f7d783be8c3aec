using System.Reflection;
using System.Text.RegularExpressions;
using Retrain.Runtime;
using Retrain.Tests.Infrastructure;

namespace Retrain.Tool.Tests;

public sealed partial class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Repository.PathOf("README.md"));

    [Fact]
    public void ListsEveryErrorCodeOnceAndNoOther()
    {
        string[] inCode = [.. CodesInSource().Distinct().Order(StringComparer.Ordinal)];

        string[] inReadme = [.. CodeRow().Matches(Readme).Select(match => match.Groups[1].Value)];

        inReadme.ShouldBe(inCode);
    }

    [Fact]
    public void EveryCodeHasOneCause() => CodesInSource().GroupBy(code => code).Where(group => group.Count() > 1).Select(group => group.Key).ShouldBeEmpty();

    [Fact]
    public void NoDecisionIsMadeByACodesDigits() =>
        SourceFiles().Where(path => !path.EndsWith("Diagnostics.cs", StringComparison.Ordinal) && CodeInQuotes().IsMatch(File.ReadAllText(path)))
            .ShouldBeEmpty();

    [Fact]
    public void NamesEveryEnvironmentVariableThatIsRead()
    {
        string[] read = [.. SourceFiles().SelectMany(path => VariableInSource().Matches(File.ReadAllText(path))).Select(match => match.Groups[1].Value)];

        read.ShouldNotBeEmpty();
        read.ShouldAllBe(variable => Readme.Contains($"| `{variable}` |", StringComparison.Ordinal));
    }

    [Fact]
    public void NamesTheVersionThatIsBuilt() =>
        File.ReadAllText(Repository.PathOf("CHANGELOG.md")).ShouldContain($"## {typeof(RetrainException).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0]}");

    // Diagnostics are made in one place each: new(Severity.Error, "RT1001", … or, where code asks for one, by its constant.
    private static IEnumerable<string> CodesInSource() =>
        SourceFiles().Where(path => path.EndsWith("Diagnostics.cs", StringComparison.Ordinal))
            .SelectMany(path => CodeInSource().Matches(File.ReadAllText(path)).Select(match => match.Groups[1].Value));

    private static IEnumerable<string> SourceFiles() =>
        Directory.EnumerateFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    [GeneratedRegex(@"nvironment(?:\.GetEnvironmentVariable|Variable)?\(""(\w+)""\)")]
    private static partial Regex VariableInSource();

    [GeneratedRegex(@"""RT\d{4}""")]
    private static partial Regex CodeInQuotes();

    [GeneratedRegex(@"^\| (RT\d{4}) \|", RegexOptions.Multiline)]
    private static partial Regex CodeRow();

    [GeneratedRegex(@"(?:Severity\.\w+,\s*|Code = )""(RT\d{4})""")]
    private static partial Regex CodeInSource();
}
