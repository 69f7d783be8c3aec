using System.Runtime.Versioning;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Projects;

public sealed class WrittenFileTests : IDisposable
{
    private const UnixFileMode OwnMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead;

    private readonly TemporaryFolder folder = new();

    public WrittenFileTests() => folder.Write("App.csproj", "<Project />"u8);

    public void Dispose() => folder.Dispose();

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task KeepTheirMode()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "file modes are Unix's");
        File.SetUnixFileMode(folder.PathOf("App.csproj"), OwnMode);

        (await InitProcess.RunAsync(folder)).ShouldSucceed();

        File.ReadAllText(folder.PathOf("App.csproj")).ShouldContain("RetrainModel");
        File.GetUnixFileMode(folder.PathOf("App.csproj")).ShouldBe(OwnMode);
    }

    [Fact]
    public async Task StayLinks()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a right there");
        folder.Write("elsewhere/Linked.csproj", "<Project />"u8);
        File.CreateSymbolicLink(folder.PathOf("Linked.csproj"), folder.PathOf("elsewhere/Linked.csproj"));

        (await InitProcess.RunAsync(folder, "Linked.csproj")).ShouldSucceed();

        new FileInfo(folder.PathOf("Linked.csproj")).LinkTarget.ShouldNotBeNull();
        File.ReadAllText(folder.PathOf("elsewhere/Linked.csproj")).ShouldContain("RetrainModel");
    }

    [Fact]
    public async Task LeaveNothingBesideThem()
    {
        (await InitProcess.RunAsync(folder)).ShouldSucceed();

        Directory.EnumerateFileSystemEntries(folder.Path).ShouldHaveSingleItem().ShouldEndWith("App.csproj");
    }
}
