using Retrain.MSBuild.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Samples;

public sealed class OneFileTests(PackedPackages packages)
{
    [Fact]
    public async Task NamesSignsAndTellsWhatIsNone()
    {
        using SampleApps apps = await SampleApps.CopiedAsync(packages, "OneFile");
        string data = Directory.CreateDirectory(apps.PathOf("data")).FullName; // the SDK builds such apps in a folder of the user's

        ToolRun run = await ChildProcess.RunAsync(
            "dotnet",
            [
                "run", "signs.cs", "--", "../road_signs/images/stop/stop_001.jpg", Repository.PathOf("docs/images/report.png"), "signs.cs",
            ],
            new Dictionary<string, string?>(apps.Environment()) { ["XDG_DATA_HOME"] = data },
            TestContext.Current.CancellationToken, apps.PathOf("OneFile"));

        run.ExitCode.ShouldBe(1, run.Error);
        run.Output.ShouldMatch(@"stop_001\.jpg: stop \(\d+%\)\n.*report\.png: unlike anything that the model was trained on \(\d+%\)\n$");
        run.Error.ShouldBe(
            "signs.cs: The file is not an image that can be read: not a JPEG, PNG, GIF, BMP or WebP file; choose another image.\n");
    }
}
