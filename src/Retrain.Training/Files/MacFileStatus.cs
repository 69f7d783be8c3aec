using System.Runtime.InteropServices;
using System.Text;

namespace Retrain.Training.Files;

/// <summary>The status of a file on macOS, by stat.</summary>
/// <remarks>Also compiled into Retrain.MSBuild, so it uses no more than .NET Standard 2.0.</remarks>
internal static class MacFileStatus
{
    private const int TypeMask = 0xF000;
    private const int FolderType = 0x4000;

    /// <inheritdoc cref="FileStatus.Of" />
    public static FileStatus? Of(string path)
    {
        byte[] name = Encoding.UTF8.GetBytes(path + '\0');

        // On Intel, the plain name is the call of old programs, with inodes of 32 bits.
        int result = RuntimeInformation.ProcessArchitecture is Architecture.X64
            ? NativeMethods.StatOfIntel(name, out Status status)
            : NativeMethods.Stat(name, out status);
        return result == 0 && (status.Mode & TypeMask) != FolderType
            ? new FileStatus(
                status.SizeBytes,
                FileStatus.TicksOf(status.WriteSeconds, status.WriteNanoseconds),
                status.Inode,
                FileStatus.TicksOf(status.ChangeSeconds, status.ChangeNanoseconds))
            : null;
    }

    // struct stat of sys/stat.h, with inodes of 64 bits
    [StructLayout(LayoutKind.Explicit, Size = 144)]
    private struct Status
    {
        [FieldOffset(4)]
        public ushort Mode;

        [FieldOffset(8)]
        public long Inode;

        [FieldOffset(48)]
        public long WriteSeconds;

        [FieldOffset(56)]
        public long WriteNanoseconds;

        [FieldOffset(64)]
        public long ChangeSeconds;

        [FieldOffset(72)]
        public long ChangeNanoseconds;

        [FieldOffset(96)]
        public long SizeBytes;
    }

    private static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "stat")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Stat(byte[] path, out Status status);

        [DllImport("libc", EntryPoint = "stat$INODE64")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int StatOfIntel(byte[] path, out Status status);
    }
}
