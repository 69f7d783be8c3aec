using System.Runtime.InteropServices;
using System.Text;

namespace Retrain.Tests.Infrastructure;

/// <summary>A folder whose name is not valid UTF-8, which .NET sees but no user can enter.</summary>
internal sealed partial class UndecodableName : IDisposable
{
    private readonly byte[] path;

    /// <summary>Makes a folder; skips the calling test where file systems have no such names.</summary>
    public UndecodableName(string parent)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux has names that are not UTF-8");
        Directory.CreateDirectory(parent);
        path = [.. Encoding.UTF8.GetBytes($"{parent}/caf"), 0xE9, 0]; // "café" in Latin-1
        MakeDirectory(path, 0b111_000_000).ShouldBe(0);
        AsSeen = $"{parent}/caf\uFFFD";
    }

    /// <summary>The path as .NET decodes it.</summary>
    public string AsSeen { get; }

    public void Dispose() => RemoveDirectory(path);

    [LibraryImport("libc", EntryPoint = "mkdir")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int MakeDirectory(byte[] path, uint mode);

    [LibraryImport("libc", EntryPoint = "rmdir")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int RemoveDirectory(byte[] path);
}
