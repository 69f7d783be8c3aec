using System.Text.Json;
using Retrain.MSBuild.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Libraries;

/// <summary>Builds train with the ONNX Runtime and SkiaSharp of the project, wherever NuGet has them.</summary>
public sealed class ProjectLibrariesTests(PackedPackages packages)
{
    private const string LockedInAFolderOfItsOwn = """
        <PropertyGroup>
          <RestorePackagesPath>own-packages</RestorePackagesPath>
          <RestorePackagesWithLockFile>true</RestorePackagesWithLockFile>
        </PropertyGroup>
        """;

    private const string ForAnotherSystem = """
        <OutputType>Exe</OutputType>
        <RuntimeIdentifier>win-x64</RuntimeIdentifier>
        <SelfContained>false</SelfContained>
        <UseAppHost>false</UseAppHost>
        """;

    [Fact]
    public async Task MayLieInAFolderOfTheProjectWithALockFile()
    {
        using UserProject project =
            await UserProject.RestoringAsync(packages, ProjectText.With(LockedInAFolderOfItsOwn + ProjectText.Flowers));

        (await project.TrainAsync()).ShouldTrain();

        File.Exists(project.PathOf("packages.lock.json")).ShouldBeTrue();
        (await project.TrainAsync()).ShouldNotTrain();
    }

    [Fact]
    public async Task AreThoseOfThisMachineInAnAppForAnother()
    {
        using UserProject project =
            await UserProject.RestoringAsync(packages, ProjectText.With(ProjectText.Flowers, properties: ForAnotherSystem));

        (await project.TrainAsync()).ShouldTrain();
    }

    [Theory]
    [InlineData("App.csproj")]
    [InlineData("App.vbproj")]
    [InlineData("App.fsproj")]
    public async Task AreAskedForInOneErrorWhereTheRuntimeIsAFile(string name)
    {
        using UserProject project = await UserProject.RestoringAsync(
            packages,
            ProjectText.With(
                ProjectText.Flowers + """<ItemGroup><Reference Include="Retrain.Runtime" HintPath="Retrain.Runtime.dll" /></ItemGroup>""",
                packages: $"""
                    <ItemGroup>
                      <PackageReference Include="Retrain.MSBuild" Version="{PackedPackages.Version}" PrivateAssets="all" />
                    </ItemGroup>
                    """,
                properties: "<DisableImplicitFSharpCoreReference>true</DisableImplicitFSharpCoreReference>"),
            name);

        (await project.TrainAsync()).ShouldFail("RT4114").Output.ShouldContain("PackageReference Include=\"Retrain.Runtime\"");
    }

    [Fact]
    public async Task OfAnotherVersionComputeAnewAndAreInTheManifest()
    {
        using TemporaryFolder folder = new();
        using UserProject project = await UserProject.ImportingAsync(packages, ProjectText.Flowers);
        project.CacheDir = folder.PathOf("cache");
        BuildRun first = await project.TrainAsync("-v:d");
        string[] own = (await project.DotnetAsync("msbuild", "-t:_RetrainFindLibraries", "-getProperty:_RetrainEngineFolders"))
            .ShouldSucceed().Output.Trim().Split(Path.PathSeparator);
        string skiaSharp = own.Single(path => path.Contains($"{Path.DirectorySeparatorChar}skiasharp{Path.DirectorySeparatorChar}"));
        Version().ShouldBe(Path.GetFileName(skiaSharp));

        // The same library below the name of another version.
        Directory.CreateDirectory(folder.PathOf("skiasharp"));
        Directory.CreateSymbolicLink(folder.PathOf("skiasharp/4.999.0"), skiaSharp);
        project.Write("Directory.Build.targets", $"""
            <Project>
              <Target Name="TakeAnother" AfterTargets="_RetrainFindLibraries">
                <PropertyGroup>
                  <_Another>{folder.PathOf("skiasharp/4.999.0")}</_Another>
                  <_RetrainEngineFolders>$(_RetrainEngineFolders.Replace('{skiaSharp}', '$(_Another)'))</_RetrainEngineFolders>
                </PropertyGroup>
                <ItemGroup>
                  <_RetrainEngineLibrary Remove="SkiaSharp/{Path.GetFileName(skiaSharp)}" />
                  <_RetrainEngineLibrary Include="SkiaSharp/4.999.0" />
                </ItemGroup>
              </Target>
            </Project>
            """);
        BuildRun second = await project.TrainAsync("-v:d");

        first.ShouldTrain().Output.ShouldContain("48 images (48 new)");
        second.ShouldTrain().Output.ShouldContain("48 images (48 new)");
        Version().ShouldBe("4.999.0");

        string Version()
        {
            using JsonDocument manifest = JsonDocument.Parse(File.ReadAllBytes(project.ModelFile(".manifest.json")));
            return manifest.RootElement.GetProperty("libraries").GetProperty("SkiaSharp").GetString()!;
        }
    }
}
