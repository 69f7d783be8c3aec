using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Retrain.Training.Categories;
using Retrain.Training.Files;

namespace Retrain.MSBuild.Folders;

/// <summary>
/// An open folder on Linux. One call of the system for each file gives its facts; .NET needs several, each of which looks up the whole
/// path, and makes objects of each file.
/// </summary>
internal sealed class LinuxFolder : IDisposable
{
    // struct dirent of 64-bit systems, in glibc and musl alike
    private const int LengthOffset = 16;
    private const int KindOffset = 18;
    private const int NameOffset = 19;
    private const byte Folder = 4;
    private const byte RegularFile = 8;

    private static readonly bool IsKnown = RuntimeInformation.IsOSPlatform(OSPlatform.Linux) && IntPtr.Size == sizeof(long);

    private readonly IntPtr stream;
    private readonly int descriptor;

    private LinuxFolder(IntPtr stream)
    {
        this.stream = stream;
        descriptor = NativeMethods.DescriptorOf(stream);
    }

    /// <summary>Opens a folder.</summary>
    /// <returns>The folder; <see langword="null"/> if it cannot be opened, or not in this way: .NET's own calls say why.</returns>
    public static LinuxFolder? Open(string path)
    {
        IntPtr stream = IsKnown && LinuxFileStatus.IsAvailable ? NativeMethods.Open(Encoding.UTF8.GetBytes(path + '\0')) : IntPtr.Zero;
        return stream == IntPtr.Zero ? null : new LinuxFolder(stream);
    }

    /// <summary>Reads the names of all that is in the folder.</summary>
    /// <param name="files">Receives the names of regular files that are not ignored.</param>
    /// <param name="others">Receives all other names; a folder is known to be one even where its name is not valid UTF-8.</param>
    /// <returns>Whether the folder could be read to its end.</returns>
    [MethodImpl(FactsDigest.OptimizedAtOnce)]
    public bool TryRead(FileNames files, List<(string Name, bool IsFolder)> others)
    {
        byte[] entry = new byte[1 << 16];
        IntPtr next;
        while ((next = NativeMethods.Read(stream)) != IntPtr.Zero)
        {
            int length = (ushort)Marshal.ReadInt16(next, LengthOffset);
            Marshal.Copy(next, entry, 0, length);
            Span<byte> name = entry.AsSpan(NameOffset, length - NameOffset);
            name = name.Slice(0, name.IndexOf((byte)0));
            if (entry[KindOffset] != RegularFile)
            {
                others.Add((Encoding.UTF8.GetString(entry, NameOffset, name.Length), entry[KindOffset] == Folder));
            }
            else if (name[0] != IgnoredFiles.HiddenMark
                && (name.Length > IgnoredFiles.LongestName
                    || !IgnoredFiles.Contains(Encoding.UTF8.GetString(entry, NameOffset, name.Length))))
            {
                files.Add(name);
            }
        }

        return Marshal.GetLastWin32Error() == 0;
    }

    /// <inheritdoc cref="LinuxFileStatus.TryAt" />
    public bool TryStatus(FileNames files, int index, out FileStatus status) =>
        LinuxFileStatus.TryAt(descriptor, ref files.First(index), out status);

    public void Dispose() => _ = NativeMethods.Close(stream);

    private static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "opendir")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern IntPtr Open(byte[] path);

        [DllImport("libc", EntryPoint = "dirfd")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int DescriptorOf(IntPtr stream);

        [DllImport("libc", EntryPoint = "readdir", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern IntPtr Read(IntPtr stream);

        [DllImport("libc", EntryPoint = "closedir")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Close(IntPtr stream);
    }
}
