using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Retrain.Training.Files;

/// <summary>Waits until the disk has a file, and tells if it will not: some file systems find out only then that they are full.</summary>
/// <remarks>
/// On Linux, <see cref="FileStream.Flush(bool)"/> does not tell: .NET's own library returns 1 for a failure, and its caller looks for less
/// than 0. It would also take the error away, as Linux gives it once.
/// </remarks>
internal static partial class DiskFlush
{
    private const int Interrupted = 4; // EINTR
    private const int CannotFlush = 22; // EINVAL: a device or pipe, which has nothing to flush

    /// <exception cref="IOException">The disk does not have the file.</exception>
    public static void Run(FileStream stream)
    {
        stream.Flush();
        if (OperatingSystem.IsLinux())
        {
            Run(stream.SafeFileHandle);
        }
        else
        {
            stream.Flush(flushToDisk: true); // On a Mac, this asks the disk too to empty its cache.
        }
    }

    /// <inheritdoc cref="Run(FileStream)" />
    public static void Run(SafeFileHandle file)
    {
        while (Flush(file) < 0)
        {
            int error = Marshal.GetLastPInvokeError();
            if (error == CannotFlush)
            {
                return;
            }

            if (error != Interrupted)
            {
                throw new IOException(Marshal.GetPInvokeErrorMessage(error), error);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Flush(SafeFileHandle file);
}
