using Retrain.MSBuild.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Projects;

public sealed class PackedLibraryTests(PackedPackages packages)
{
    [Fact]
    public async Task NeedsOnlyTheRuntime()
    {
        using UserProject library = await UserProject.CreatedAsync(
            packages,
            ProjectText.With(
                ProjectText.Flowers, properties: "<RootNamespace>App</RootNamespace><PackageId>Flowers.Labels</PackageId>"),
            name: "Flowers.csproj");
        (await library.RunAsync("pack", "--output", library.PathOf("packed"))).ShouldTrain();

        using UserProject app = await UserProject.CreatedAsync(packages, ProjectText.With("", packages: """
            <ItemGroup><PackageReference Include="Flowers.Labels" Version="1.0.0" /></ItemGroup>
            """));
        app.Write("Program.cs", AppSource.Classify);
        (await app.DotnetAsync("restore", $"-p:RestoreAdditionalProjectSources={library.PathOf("packed")}")).ShouldSucceed();
        (await app.BuildAsync()).ShouldNotTrain();

        ToolRun run = await app.DotnetAsync(app.PathOf("bin/Debug/net10.0/App.dll"), app.PathOf("photos/squares/3.jpg"));

        run.ShouldSucceed().Output.ShouldBe("squares True\n");
        (await File.ReadAllTextAsync(app.PathOf("obj/project.assets.json"), TestContext.Current.CancellationToken))
            .ShouldNotContain("Retrain.MSBuild");
    }
}
