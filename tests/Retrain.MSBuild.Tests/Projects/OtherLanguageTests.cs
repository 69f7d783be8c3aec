using Retrain.MSBuild.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Projects;

public sealed class OtherLanguageTests(PackedPackages packages)
{
    [Theory]
    [InlineData("App.fsproj")]
    [InlineData("App.vbproj")]
    public async Task GetTheResourcesAndNoClass(string name)
    {
        using UserProject project = await UserProject.ImportingAsync(packages, ProjectText.Flowers, name: name);

        ToolRun listed = await project.DotnetAsync("msbuild", "-t:RetrainModels", "-getItem:EmbeddedResource", "-getItem:Compile");

        listed.ShouldSucceed().Output.ShouldContain("\"LogicalName\": \"Flowers.output_graph.pb\"");
        listed.Output.ShouldNotContain("FlowersModel");
        File.Exists(project.ModelFile("Model.g.cs")).ShouldBeFalse();
    }
}
