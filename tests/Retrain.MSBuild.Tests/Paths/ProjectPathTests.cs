using Retrain.MSBuild.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Paths;

public sealed class ProjectPathTests(PackedPackages packages)
{
    [Theory]
    [InlineData("My App's 100 % @home バラ")]
    [InlineData("App;Old")]
    public async Task WorkWhereTheSdkDoes(string folder)
    {
        using UserProject project = await UserProject.RestoringAsync(
            packages, ProjectText.With(ProjectText.Flowers, properties: ""), folder: folder);
        BuildRun built = await project.BuildAsync();
        if (built.Process.ExitCode != 0)
        {
            using UserProject plain = await UserProject.RestoringAsync(
                packages, ProjectText.With("", packages: "", properties: ""), folder: folder + "/plain");
            BuildRun withoutPackage = await plain.BuildAsync();
            Assert.SkipUnless(withoutPackage.Process.ExitCode == 0, $"the SDK itself cannot build in '{folder}'");
        }

        built.ShouldTrain();
        (await project.BuildAsync()).ShouldNotTrain();

        new FileInfo(project.PathOf("bin/Debug/net10.0/App.dll")).Length.ShouldBeGreaterThan(10_000_000);
    }
}
