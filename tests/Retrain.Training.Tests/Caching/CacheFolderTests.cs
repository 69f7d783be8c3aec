using Retrain.Runtime.Diagnostics;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Caching;

namespace Retrain.Training.Tests.Caching;

public static class CacheFolderTests
{
    [Fact]
    public static void TheEnvironmentVariableOverrides() =>
        CacheFolder.Resolve(name => name == "RETRAIN_CACHE_DIR" ? Path.GetFullPath("here") : null).ShouldBe(Path.GetFullPath("here"));

    [Fact]
    public static void XdgCacheHomeIsFollowedOnLinux()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux follows the XDG base directory specification");

        CacheFolder.Resolve(name => name == "XDG_CACHE_HOME" ? "/x" : null).ShouldBe("/x/dotnet-retrain");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("relative")]
    public static void WithoutAnAbsoluteXdgCacheHomeItIsInTheUsersHome(string? xdg)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux follows the XDG base directory specification");
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

        CacheFolder.Resolve(name => name == "XDG_CACHE_HOME" ? xdg : null).ShouldBe($"{home}/.cache/dotnet-retrain");
    }

    [Fact]
    public static void ItIsItsOwnersAlone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows keeps a profile's folders private by itself");
            return;
        }

        using TemporaryFolder parent = new();
        string folder = parent.PathOf("cache");

        BottleneckCache.Open(folder, Unexpected).Dispose();

        BottleneckCache.Open(parent.PathOf("named"), Unexpected, folderIsRequired: true).Dispose();

        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        File.GetUnixFileMode(folder).ShouldBe(owner);
        File.GetUnixFileMode(parent.PathOf("named")).ShouldBe(owner);
    }

    [Fact]
    public static void ALocalFolderIsNotRemote()
    {
        using TemporaryFolder folder = new();

        CacheFolder.IsRemote(folder.Path).ShouldBeFalse();
    }

    [Theory]
    [InlineData("nfs", true)]
    [InlineData("cifs", true)]
    [InlineData("smb2", true)]
    [InlineData("v9fs", true)]
    [InlineData("fuse", true)]
    [InlineData("ext4", false)]
    [InlineData("ext3", false)]
    [InlineData("xfs", false)]
    [InlineData("apfs", false)]
    [InlineData("tmpfs", false)]
    [InlineData("overlayfs", false)]
    public static void ANetworkFileSystemIsKnownByItsName(string format, bool isRemote) =>
        CacheFolder.IsRemoteFormat(format).ShouldBe(isRemote);

    [Fact]
    public static void AFolderNamedByAServerIsRemote() => CacheFolder.IsRemote(@"\\server\share\cache").ShouldBeTrue();

    private static void Unexpected(Diagnostic warning) => Assert.Fail(warning.ToString());
}
