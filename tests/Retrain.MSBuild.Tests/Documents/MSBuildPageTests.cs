using System.Text.RegularExpressions;
using Retrain.MSBuild.Models;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Documents;

public sealed partial class MSBuildPageTests
{
    private static readonly MarkdownPage Page = MarkdownPage.At("docs/msbuild.md");

    [Fact]
    public void ListsAllMetadataOfAModel() =>
        NamesIn("RetrainModel").ShouldBe(
            [.. TrainingMetadata.Values, .. TrainingMetadata.Switches, .. TrainingMetadata.OfTheBuild], ignoreOrder: true);

    [Fact]
    public void ListsAllPropertiesThatAUserMaySet()
    {
        string targets = File.ReadAllText(Repository.PathOf("src/Retrain.MSBuild/build/Retrain.MSBuild.targets"));

        string[] read = [.. PublicProperty().Matches(targets).Select(match => match.Groups[1].Value).Distinct()];

        read.ShouldBe(NamesIn("Properties"), ignoreOrder: true);
    }

    private static string[] NamesIn(string section) =>
    [
        .. Row().Matches(Page.Section(section)).SelectMany(row => Name().Matches(row.Groups[1].Value)).Select(name => name.Groups[1].Value),
    ];

    [GeneratedRegex(@"\$\((Retrain\w+)\)")]
    private static partial Regex PublicProperty();

    // The first column of a table.
    [GeneratedRegex(@"^\|([^|]+)\|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`(\\w+)`")]
    private static partial Regex Name();
}
