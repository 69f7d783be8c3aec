using System.Diagnostics;
using System.Net.Sockets;

namespace Retrain.Tests.Infrastructure;

/// <summary>Makes entries of a folder that are neither files nor folders.</summary>
internal static class SpecialFile
{
    /// <summary>Makes a pipe, a socket or a device that is like /dev/null; skips the calling test where that is not possible.</summary>
    public static void Create(string path, string kind)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "folders of Windows hold only files and folders");
        switch (kind)
        {
            case "pipe":
                NamedPipe.Create(path);
                break;
            case "socket":
                using (Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
                {
                    socket.Bind(new UnixDomainSocketEndPoint(path));
                    File.Move(path, path + " kept");
                }

                File.Move(path + " kept", path);
                break;
            default:
                Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root can make a device");
                using (Process mknod = Process.Start("mknod", [path, "c", "1", "3"]))
                {
                    mknod.WaitForExit();
                    Assert.SkipUnless(mknod.ExitCode == 0, "this container has no devices");
                }

                break;
        }
    }
}
