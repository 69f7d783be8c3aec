using Retrain.MSBuild.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Incremental;

public sealed class TwoTargetFrameworksTests(PackedPackages packages)
{
    [Fact]
    public async Task TrainOnceForAllConfigurations()
    {
        using UserProject project = await UserProject.RestoringAsync(packages, ProjectText.With(ProjectText.Flowers, properties: """
            <TargetFramework></TargetFramework>
            <TargetFrameworks>net10.0;net10.0-windows</TargetFrameworks>
            <DisableTransitiveFrameworkReferenceDownloads>true</DisableTransitiveFrameworkReferenceDownloads>
            <EnableWindowsTargeting>true</EnableWindowsTargeting>
            """));
        project.Write("Class.cs", "public static class Uses { public static object Model => App.FlowersModel.Load(); }");

        (await project.BuildAsync("-m")).ShouldTrain();
        Size("Debug", "net10.0").ShouldBeGreaterThan(10_000_000);
        Size("Debug", "net10.0-windows").ShouldBeGreaterThan(10_000_000);

        (await project.BuildAsync("-m", "--configuration", "Release")).ShouldNotTrain();
        Size("Release", "net10.0-windows").ShouldBeGreaterThan(10_000_000);

        (await project.BuildAsync("-m", "-t:Rebuild")).ShouldTrain();
        Size("Debug", "net10.0").ShouldBeGreaterThan(10_000_000);
        Size("Debug", "net10.0-windows").ShouldBeGreaterThan(10_000_000);

        long Size(string configuration, string framework) =>
            new FileInfo(project.PathOf($"bin/{configuration}/{framework}/App.dll")).Length;
    }
}
