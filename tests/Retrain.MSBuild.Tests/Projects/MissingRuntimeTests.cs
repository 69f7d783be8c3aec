using Retrain.MSBuild.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Projects;

public sealed class MissingRuntimeTests(PackedPackages packages)
{
    private const string OnlyMSBuild =
        $"""<ItemGroup><PackageReference Include="Retrain.MSBuild" Version="{PackedPackages.Version}" PrivateAssets="all" /></ItemGroup>""";

    [Fact]
    public async Task IsNamed()
    {
        using UserProject project = await UserProject.RestoringAsync(
            packages, ProjectText.With(ProjectText.Flowers, packages: OnlyMSBuild, properties: ""));

        (await project.BuildAsync()).ShouldFail("RT4114").Output.ShouldNotContain("CS0234");
    }

    [Fact]
    public async Task MayComeThroughAnotherProject()
    {
        using UserProject project = await UserProject.CreatedAsync(packages, ProjectText.With(
            ProjectText.Flowers + """<ItemGroup><ProjectReference Include="../Library/Library.csproj" /></ItemGroup>""",
            packages: OnlyMSBuild, properties: ""));
        project.Write("../Library/Library.csproj", ProjectText.With("", packages: $"""
            <ItemGroup><PackageReference Include="Retrain.Runtime" Version="{PackedPackages.Version}" /></ItemGroup>
            """, properties: ""));
        (await project.DotnetAsync("restore")).ShouldSucceed();

        (await project.BuildAsync()).ShouldTrain();
    }
}
