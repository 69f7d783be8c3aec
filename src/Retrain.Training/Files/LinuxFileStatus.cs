using System.Runtime.InteropServices;
using System.Text;

namespace Retrain.Training.Files;

/// <summary>The status of a file on Linux, by statx, whose result has the same layout on every processor.</summary>
/// <remarks>Also compiled into Retrain.MSBuild, so it uses no more than .NET Standard 2.0.</remarks>
internal static class LinuxFileStatus
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const int FollowLinks = 0;
    private const uint Wanted = 0x3C3; // STATX_TYPE, MODE, MTIME, CTIME, INO and SIZE
    private const int TypeMask = 0xF000;
    private const int FolderType = 0x4000;

    private static volatile bool isMissing;

    /// <inheritdoc cref="FileStatus.Of" />
    public static FileStatus? Of(string path)
    {
        if (isMissing)
        {
            return null;
        }

        try
        {
            byte[] name = new byte[Encoding.UTF8.GetMaxByteCount(path.Length) + 1];
            Encoding.UTF8.GetBytes(path, 0, path.Length, name, 0);
            return NativeMethods.Statx(CurrentFolder, name, FollowLinks, Wanted, out Status status) == 0
                && (status.Mode & TypeMask) != FolderType
                ? new FileStatus(
                    status.SizeBytes,
                    FileStatus.TicksOf(status.WriteSeconds, status.WriteNanoseconds),
                    status.Inode,
                    FileStatus.TicksOf(status.ChangeSeconds, status.ChangeNanoseconds))
                : null;
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException or DllNotFoundException)
        {
            // glibc has it since 2.28.
            isMissing = true;
            return null;
        }
    }

    // struct statx of linux/stat.h
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Status
    {
        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public long Inode;

        [FieldOffset(40)]
        public long SizeBytes;

        [FieldOffset(96)]
        public long ChangeSeconds;

        [FieldOffset(104)]
        public uint ChangeNanoseconds;

        [FieldOffset(112)]
        public long WriteSeconds;

        [FieldOffset(120)]
        public uint WriteNanoseconds;
    }

    private static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "statx")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Statx(int folder, byte[] path, int flags, uint mask, out Status status);
    }
}
