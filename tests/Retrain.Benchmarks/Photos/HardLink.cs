using System.Runtime.InteropServices;

namespace Retrain.Benchmarks.Photos;

/// <summary>Another name of a file, link(2): to every program it is a file like any other, unlike a symbolic link.</summary>
internal static partial class HardLink
{
    /// <exception cref="PlatformNotSupportedException">Thrown on Windows.</exception>
    public static void Create(string path, string existing)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("hard links are made with link(2), which Windows has not");
        }

        if (Link(existing, path) != 0)
        {
            throw new IOException($"link {path} to {existing} failed with {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Link(string existing, string path);
}
