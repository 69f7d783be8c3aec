using System.Diagnostics;
using Retrain.Tests.Infrastructure;

namespace Retrain.Training.Tests.Infrastructure;

/// <summary>
/// A folder's content under another path, where it cannot be written, not even by root. Tests are skipped where that cannot be made.
/// </summary>
internal sealed class ReadOnlyMount : IDisposable
{
    private readonly TemporaryFolder parent = new();
    private bool isMounted;

    public string Path => parent.PathOf("mount");

    public static ReadOnlyMount Of(string folder)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root can mount a folder, on Linux");
        ReadOnlyMount mount = new();
        Directory.CreateDirectory(mount.Path);
        mount.isMounted = Run("mount", "--bind", folder, mount.Path);
        if (!mount.isMounted || !Run("mount", "-o", "remount,ro,bind", mount.Path))
        {
            mount.Dispose();
            Assert.Skip("this machine mounts no folder a second time");
        }

        return mount;
    }

    public void Dispose()
    {
        if (isMounted)
        {
            Run("umount", "-l", Path).ShouldBeTrue("the folder below must not be deleted through the mount");
        }

        parent.Dispose();
    }

    private static bool Run(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
