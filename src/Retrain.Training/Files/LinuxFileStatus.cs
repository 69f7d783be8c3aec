using System.Runtime.CompilerServices;
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

    /// <summary>Whether the system has the call.</summary>
    public static bool IsAvailable
    {
        get
        {
            _ = Of("/");
            return !isMissing;
        }
    }

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
            return TryAt(CurrentFolder, ref name[0], out FileStatus status) ? status : null;
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException or DllNotFoundException)
        {
            // glibc has it since 2.28.
            isMissing = true;
            return null;
        }
    }

    /// <summary>Asks about a file in an open folder; for a link, about its target. The call must be available.</summary>
    /// <param name="folder">The descriptor of the folder.</param>
    /// <param name="name">The first byte of the name, which is UTF-8 and ends with a zero.</param>
    /// <param name="status">Its status.</param>
    /// <returns>Whether there is such a file that can be reached.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryAt(int folder, ref byte name, out FileStatus status)
    {
        bool isFile = NativeMethods.Statx(folder, ref name, FollowLinks, Wanted, out Status native) == 0
            && (native.Mode & TypeMask) != FolderType;
        status = isFile
            ? new FileStatus(
                native.SizeBytes,
                FileStatus.TicksOf(native.WriteSeconds, native.WriteNanoseconds),
                native.Inode,
                FileStatus.TicksOf(native.ChangeSeconds, native.ChangeNanoseconds))
            : default;
        return isFile;
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
        public static extern int Statx(int folder, ref byte path, int flags, uint mask, out Status status);
    }
}
