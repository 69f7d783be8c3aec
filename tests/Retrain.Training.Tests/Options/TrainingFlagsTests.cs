using System.Xml.Linq;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Options;

namespace Retrain.Training.Tests.Options;

public sealed class TrainingFlagsTests
{
    // Metadata that only a build has.
    private static readonly string[] OfTheBuild = ["ClassName", "Embed", "ImageDir", "Namespace"];

    [Fact]
    public void AreTheMetadataOfTheProps()
    {
        XDocument props = XDocument.Load(Repository.PathOf("src/Retrain.MSBuild/build/Retrain.MSBuild.props"));

        Dictionary<string, string> metadata = props.Descendants("ItemDefinitionGroup").Elements("RetrainModel").Elements()
            .Where(element => !OfTheBuild.Contains(element.Name.LocalName))
            .ToDictionary(element => element.Name.LocalName, element => element.Value);

        metadata.ShouldBe(
            TrainingFlags.All.Where(flag => flag.IsMetadata).ToDictionary(flag => flag.Metadata, flag => $"%({flag.Metadata})"),
            ignoreOrder: true);
    }

    [Fact]
    public void HaveNamesAndPlacesOfTheirOwn()
    {
        TrainingFlags.All.Select(flag => flag.Name).ShouldBeUnique();
        TrainingFlags.All.Select(flag => flag.ManifestPlace).OfType<int>().ShouldBeUnique();
        TrainingFlags.All.Select(flag => flag.ReportPlace).OfType<int>().ShouldBeUnique();
    }

    [Fact]
    public void ReadWhatTheyWrite()
    {
        RetrainOptions defaults = OptionsReader.CommandLineDefaults;

        foreach (TrainingFlag flag in TrainingFlags.All.Where(flag => !flag.IsSwitch && TrainingFlag.Text(flag.Value(defaults)).Length > 0))
        {
            flag.Read(OptionsReader.Defaults, TrainingFlag.Text(flag.Value(defaults))).ShouldNotBeNull(flag.Name);
            flag.Value(flag.Read(OptionsReader.Defaults, TrainingFlag.Text(flag.Value(defaults)))!)
                .ShouldBe(flag.Value(defaults), flag.Name);
        }
    }
}
