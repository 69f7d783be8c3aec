using Retrain.MSBuild.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.DesignTime;

public sealed class UpToDateCheckTests(PackedPackages packages)
{
    [Fact]
    public async Task LooksAtEveryImage()
    {
        // The target is Visual Studio's own.
        using UserProject project = await UserProject.ImportingAsync(packages, ProjectText.Flowers + """

            <Target Name="CollectUpToDateCheckInputDesignTime" />
            """);

        ToolRun listed = await project.DotnetAsync(
            "msbuild", "-p:DesignTimeBuild=true", "-t:CollectUpToDateCheckInputDesignTime",
            "-getItem:UpToDateCheckInput", "-getItem:UpToDateCheckOutput");

        listed.ShouldSucceed().Output.ShouldContain("photos/squares/17.jpg\"");
        listed.Output.ShouldContain("Flowers.stamp\"");
    }
}
