using Retrain.MSBuild.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Projects;

public sealed class BuildFilesTests(PackedPackages packages)
{
    [Fact]
    public async Task GiveDefaultsAndTargetsAddCategoriesAlsoInAnIsolatedGraph()
    {
        using UserProject project = await UserProject.CreatedAsync(packages, ProjectText.With("""
            <ItemGroup>
                <RetrainModel Include="Flowers" />
                <ImageCategory Include="photos/circles" />
              </ItemGroup>
              <Target Name="Find" BeforeTargets="ResolveReferences">
                <ItemGroup><ImageCategory Include="photos/squares" /></ItemGroup>
              </Target>
              <Target Name="Draw">
                <ItemGroup><ImageCategory Include="photos/twins"><Label>more</Label></ImageCategory></ItemGroup>
              </Target>
              <Target Name="Late" BeforeTargets="RetrainModels">
                <ItemGroup>
                  <ImageCategory Condition="'%(Identity)' == 'photos/squares'"><Label>edges</Label></ImageCategory>
                </ItemGroup>
              </Target>
            """, properties: "<RootNamespace>my.event</RootNamespace>"));
        project.Write("Directory.Build.props", """
            <Project>
              <PropertyGroup>
                <RetrainCollectCategoriesDependsOn>$(RetrainCollectCategoriesDependsOn);Draw</RetrainCollectCategoriesDependsOn>
              </PropertyGroup>
              <ItemDefinitionGroup>
                <RetrainModel><HowManyTrainingSteps>37</HowManyTrainingSteps></RetrainModel>
              </ItemDefinitionGroup>
            </Project>
            """);
        project.Write("Class.cs", "public static class Uses { public static object Label => my.@event.FlowersLabel.Edges; }");
        UserProject.Copy(project.PathOf("photos/circles"), project.PathOf("photos/twins"));
        (await project.DotnetAsync("restore")).ShouldSucceed();

        (await project.BuildAsync("-graph", "-isolate")).ShouldTrain();

        File.ReadAllLines(project.ModelFile(".output_labels.txt")).ShouldBe(["circles", "edges", "more"]);
        File.ReadAllText(project.ModelFile(".inputs")).ShouldContain("option\tHowManyTrainingSteps\t37\n");
        new FileInfo(project.PathOf("bin/Debug/net10.0/App.dll")).Length.ShouldBeGreaterThan(10_000_000);
        (await project.BuildAsync()).ShouldNotTrain();
    }
}
