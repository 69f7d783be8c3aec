using System.Reflection;
using System.Text.RegularExpressions;
using Retrain.Runtime;
using Retrain.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Documents;

public sealed partial class ChangelogTests
{
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

    [GeneratedRegex(@"no longer|\bany ?more\b|used to|(was|were) [a-z ]+ before\b|earlier version|in place of the old|\(format 1\.[0-3]")]
    private static partial Regex Comparison();
}
