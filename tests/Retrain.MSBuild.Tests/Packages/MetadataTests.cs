using System.Text.RegularExpressions;
using System.Xml.Linq;
using Retrain.MSBuild.Models;
using Retrain.MSBuild.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Packages;

public sealed partial class MetadataTests(PackedPackages packages)
{
    // The flags that a build decides itself, each with its reason.
    private static readonly Dictionary<string, string> NotOfAModel = new()
    {
        ["--image_dir"] = "ImageDir and ImageCategory are written into the inputs file",
        ["--output_graph"] = "lies in obj, so that Clean finds it",
        ["--output_onnx"] = "is for other programs: an app loads the graph that the build embeds",
        ["--output_labels"] = "lies in obj, so that Clean finds it",
        ["--output_manifest"] = "lies in obj, so that Clean finds it",
        ["--choose"] = "would train on another backbone as photos come and go; it has an error of its own",
        ["--shared_cache"] = "is RetrainSharedCache, of a whole build: a team has one",
        ["--shared_cache_read_only"] = "is RetrainSharedCacheReadOnly, of a whole build",
        ["--verbosity"] = "a build prints one line for each model",
        ["--json"] = "MSBuild reads lines in its own form",
        ["--help"] = "is for people",
        ["--version"] = "is for people",
    };

    [Fact]
    public void OfThePropsAreThoseOfTheTask()
    {
        XDocument props = XDocument.Load(Repository.PathOf("src/Retrain.MSBuild/build/Retrain.MSBuild.props"));

        string[] metadata = [.. props.Descendants("ItemDefinitionGroup").Elements("RetrainModel").Elements()
            .Select(element => element.Name.LocalName)];

        metadata.ShouldBe([.. TrainingMetadata.Values.Concat(TrainingMetadata.Switches)
            .Concat(TrainingMetadata.OfTheBuild).Order(StringComparer.Ordinal)]);
    }

    [Fact]
    public async Task AreAllTheEnginesFlags()
    {
        string engine = Path.Combine(await packages.UnpackedAsync(), "engine", "dotnet-retrain.dll");

        ToolRun help = await ChildProcess.RunAsync("dotnet", [engine, "--help"], [], TestContext.Current.CancellationToken);

        string[] flags = [.. Flag().Matches(help.ShouldSucceed().Output)
            .Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal)];
        flags.ShouldBe([.. TrainingMetadata.Values.Concat(TrainingMetadata.Switches)
            .Select(FlagOf).Concat(NotOfAModel.Keys).Order(StringComparer.Ordinal)]);
    }

    // LearningRate is --learning_rate.
    private static string FlagOf(string metadata) => "--" + Capital().Replace(metadata, "_$0").ToLowerInvariant();

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex Capital();

    [GeneratedRegex(@"^  (?:-\S+, )*(--\w+)", RegexOptions.Multiline)]
    private static partial Regex Flag();
}
