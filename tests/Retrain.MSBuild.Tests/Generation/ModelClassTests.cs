using Microsoft.Build.Utilities;
using Retrain.MSBuild.Generation;
using Retrain.MSBuild.Models;
using Snapshooter.Xunit3;

namespace Retrain.MSBuild.Tests.Generation;

public sealed class ModelClassTests
{
    [Fact]
    public void HasAMemberForEachLabel()
    {
        TrainedModel model = ModelOf([]);

        string source = ModelClass.Source(
            model, ["30", "c++", "c#", "c ", "no entry", "\"quoted\" & <marked>\\", "バラ", "🌹", "🌷", "naïve_2"]);

        Snapshot.Match(source, "generated_class");
    }

    [Fact]
    public void ReadsFilesBesideTheAppWhereTheModelIsNotEmbedded() =>
        Snapshot.Match(
            ModelClass.Source(
                ModelOf(new()
                {
                    ["Embed"] = "false",
                    ["FinalTensorName"] = "signs",
                    ["Namespace"] = "My.Models",
                    ["ClassName"] = "Signs",
                }),
                ["a", "b"]),
            "generated_class_of_files");

    [Theory]
    [InlineData("my-app.Web", "my_app.Web")]
    [InlineData("30.days", "_30.days")]
    [InlineData("", "")]
    [InlineData("バラ", "バラ")]
    public void LiesInANamespaceThatCompiles(string rootNamespace, string expected) =>
        Identifiers.Namespace(rootNamespace).ShouldBe(expected);

    private static TrainedModel ModelOf(Dictionary<string, string> metadata) =>
        TrainedModel.Of(new TaskItem("Road-signs", metadata), "/project/App.csproj", "my-app");
}
