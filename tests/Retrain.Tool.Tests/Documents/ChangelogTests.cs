using System.Reflection;
using System.Text.RegularExpressions;
using Retrain.Runtime;
using Retrain.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Documents;

public sealed partial class ChangelogTests
{
    private static readonly string[] Kinds = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"];

    [Fact]
    public void NamesTheVersionThatIsBuilt()
    {
        Assembly built = typeof(RetrainException).Assembly;
        string version = built.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

        File.ReadAllText(Repository.PathOf("CHANGELOG.md")).ShouldContain($"## {version}");
    }

    /// <summary>Who reads of a first version has never seen another.</summary>
    [Fact]
    public void DoesNotCompareTheFirstVersionWithWhatNoOneHad()
    {
        string[] lines = File.ReadAllLines(Repository.PathOf("CHANGELOG.md"));
        int last = Array.FindLastIndex(lines, line => line.StartsWith("## ", StringComparison.Ordinal));

        lines.Skip(last).ShouldNotContain(line => Comparison().IsMatch(line));
    }

    /// <summary>Kinds of changes as Keep a Changelog names and orders them, and in each what it is about.</summary>
    [Fact]
    public void IsGroupedByKindAndByWhatItIsAbout()
    {
        Versions().ShouldNotBeEmpty();
        foreach (string version in Versions())
        {
            string[] kinds = version.Split("\n### ");
            kinds[0].ShouldNotContain("\n- ");
            string[] names = [.. kinds.Skip(1).Select(kind => kind.Split('\n')[0])];
            names.ShouldNotBeEmpty();
            names.ShouldBe(Kinds.Where(names.Contains));
            foreach (string[] topics in kinds.Skip(1).Select(kind => kind.Split("\n#### ")))
            {
                topics[0].ShouldNotContain("\n- ");
                topics.Skip(1).Select(topic => topic.Split('\n')[0]).ShouldBeUnique();
                topics.Skip(1).ShouldAllBe(topic => topic.Contains("\n- ", StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void SaysEachThingOnce() =>
        Versions().ShouldAllBe(version => Code().Matches(version).GroupBy(match => match.Value).All(same => same.Count() == 1));

    private static IEnumerable<string> Versions() =>
        File.ReadAllText(Repository.PathOf("CHANGELOG.md")).ReplaceLineEndings("\n").Split("\n## ").Skip(1);

    [GeneratedRegex(@"RT\d{4}")]
    private static partial Regex Code();

    [GeneratedRegex(@"no longer|\bany ?more\b|used to|(was|were) [a-z ]+ before\b|earlier version|in place of the old|\(format 1\.[0-3]")]
    private static partial Regex Comparison();
}
