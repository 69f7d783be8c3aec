using Retrain.MSBuild.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Samples;

public sealed class SignReaderTests(PackedPackages packages)
{
    [Fact]
    public async Task NamesASign()
    {
        using SampleApps apps = await SampleApps.BuiltAsync(packages, "SignReader");
        string image = apps.PathOf("road_signs/images/stop/stop_001.jpg");

        ToolRun read = await ReadAsync(apps, image);
        ToolRun other = await ReadAsync(apps, Repository.PathOf("docs/images/report.png"));
        ToolRun unreadable = await ReadAsync(apps, apps.PathOf("SignReader/Program.cs"));
        ToolRun none = await ReadAsync(apps);

        read.ShouldSucceed().Output.ShouldMatch(@": stop \(\d+%\), stop at the line\n$");
        other.ShouldSucceed().Output.ShouldEndWith("report.png: unlike anything that the model was trained on\n");
        unreadable.ExitCode.ShouldBe(1);
        unreadable.Error.ShouldContain("Program.cs : error RT1003: ");
        none.ExitCode.ShouldBe(2);
    }

    private static Task<ToolRun> ReadAsync(SampleApps apps, params string[] images) => ChildProcess.RunAsync(
        "dotnet", [apps.PathOf("SignReader/bin/Debug/net10.0/SignReader.dll"), .. images],
        apps.Environment(), TestContext.Current.CancellationToken);
}
