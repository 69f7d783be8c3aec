using System.Text.RegularExpressions;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Documents;

public sealed partial class MessagesPageTests
{
    [Fact]
    public void ListsEveryErrorCodeOnceAndNoOther()
    {
        string[] inCode = [.. CodesInSource().Distinct().Order(StringComparer.Ordinal)];

        string[] inPage = [.. Rows().Select(row => row.Groups[1].Value)];

        inPage.ShouldBe(inCode);
    }

    [Fact]
    public void GivesEachCodeACauseAndARemedy() =>
        Rows().ShouldAllBe(row => row.Groups[2].Value.Trim().Length > 0 && row.Groups[3].Value.Trim().Length > 0);

    [Fact]
    public void EveryCodeHasOneCause() =>
        CodesInSource().GroupBy(code => code).Where(group => group.Count() > 1).Select(group => group.Key).ShouldBeEmpty();

    [Fact]
    public void NoDecisionIsMadeByACodesDigits() =>
        SourceCode.Files()
            .Where(path => !path.EndsWith("Diagnostics.cs", StringComparison.Ordinal) && CodeInQuotes().IsMatch(File.ReadAllText(path)))
            .ShouldBeEmpty();

    private static MatchCollection Rows() => CodeRow().Matches(string.Join('\n', MarkdownPage.At("docs/messages.md").Lines));

    // Diagnostics are made in one place each: new(Severity.Error, "RT1001", … or, where code asks for one, by its constant.
    private static IEnumerable<string> CodesInSource() =>
        SourceCode.Files().Where(path => path.EndsWith("Diagnostics.cs", StringComparison.Ordinal))
            .SelectMany(path => CodeInSource().Matches(File.ReadAllText(path)).Select(match => match.Groups[1].Value))
            .Concat(CodesInTargets());

    // What is known before any code of ours runs, MSBuild itself says.
    private static IEnumerable<string> CodesInTargets() =>
        ((string[])["src/Retrain.MSBuild/build", "src/Retrain.Runtime/buildTransitive"])
            .SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.targets"))
            .SelectMany(path => CodeOfTask().Matches(File.ReadAllText(path)).Select(match => match.Groups[1].Value));

    [GeneratedRegex(@"""RT\d{4}""")]
    private static partial Regex CodeInQuotes();

    [GeneratedRegex(@"^\| (RT\d{4}) \|([^|]*)\|([^|]*)\|$", RegexOptions.Multiline)]
    private static partial Regex CodeRow();

    [GeneratedRegex(@" Code=""(RT\d{4})""")]
    private static partial Regex CodeOfTask();

    [GeneratedRegex(@"(?:Severity\.\w+,\s*|Code = |\b(?:Error|Warning)\()""(RT\d{4})""")]
    private static partial Regex CodeInSource();
}
