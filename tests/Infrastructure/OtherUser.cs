using System.Runtime.InteropServices;

namespace Retrain.Tests.Infrastructure;

/// <summary>A user without rights, whose files root can make.</summary>
internal static partial class OtherUser
{
    private const int Id = 65534;

    /// <summary>Gives a file, a folder or a link itself to the user; skips the calling test where that is not possible.</summary>
    public static void GetsOwner(string path)
    {
        Assert.SkipUnless(!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess, "only root can give files away");
        ChangeOwner(path, Id, Id).ShouldBe(0);
    }

    [LibraryImport("libc", EntryPoint = "lchown", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ChangeOwner(string path, int owner, int group);
}
