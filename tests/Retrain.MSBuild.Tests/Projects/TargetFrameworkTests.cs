using Retrain.MSBuild.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Projects;

public sealed class TargetFrameworkTests(PackedPackages packages)
{
    private const string Runtime =
        $"""<ItemGroup><PackageReference Include="Retrain.Runtime" Version="{PackedPackages.Version}" /></ItemGroup>""";

    [Fact]
    public async Task AnAppOnDotNet8TrainsAndClassifies()
    {
        using UserProject app = await UserProject.RestoringAsync(
            packages, Targeting("net8.0", ProjectText.With(ProjectText.Flowers)));
        app.Write("Program.cs", AppSource.Classify);

        (await app.BuildAsync()).ShouldTrain().Warnings.ShouldBeEmpty();

        // The machine may have no .NET 8: then a later one runs the app.
        Dictionary<string, string?> environment = BuildEnvironment.Offline(app.CacheDir);
        environment["DOTNET_ROLL_FORWARD"] = "Major";
        ToolRun run = await ChildProcess.RunAsync(
            "dotnet", [app.PathOf("bin/Debug/net8.0/App.dll"), app.PathOf("photos/squares/3.jpg")], environment,
            TestContext.Current.CancellationToken);
        run.ShouldSucceed().Output.ShouldBe("squares True\n");
    }

    [Fact]
    public async Task OthersAreToldWhatTheyCanDo()
    {
        using UserProject library = await UserProject.RestoringAsync(
            packages, Targeting("netstandard2.0", ProjectText.With("", packages: Runtime, properties: "")));

        BuildRun run = (await library.BuildAsync()).ShouldFail("RT4136");

        run.Output.ShouldContain("Retrain.Runtime needs .NET 8 or later, and the project targets '.NETStandard,Version=v2.0'. Target ");
        run.Output.ShouldNotContain("NU1202");
    }

    // Builds are offline here, and the host of another framework's programs would be a package.
    private static string Targeting(string framework, string project) => project.Replace(
        "<TargetFramework>net10.0</TargetFramework>", $"<TargetFramework>{framework}</TargetFramework><UseAppHost>false</UseAppHost>",
        StringComparison.Ordinal);
}
