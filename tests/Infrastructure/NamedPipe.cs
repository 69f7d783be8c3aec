using System.Runtime.InteropServices;

namespace Retrain.Tests.Infrastructure;

/// <summary>A file that blocks every program that opens it, since no program writes to it.</summary>
internal static partial class NamedPipe
{
    /// <summary>Makes a pipe; skips the calling test where folders cannot contain one.</summary>
    public static string Create(string path)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no named pipes in folders");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        MakeFifo(path, 0b110_000_000).ShouldBe(0);
        return path;
    }

    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int MakeFifo(string path, uint mode);
}
