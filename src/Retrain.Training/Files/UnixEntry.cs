using System.Runtime.InteropServices;

namespace Retrain.Training.Files;

/// <summary>The kind and the owner of what lies at a path. A link is not followed.</summary>
internal readonly partial struct UnixEntry
{
    // sys/stat.h
    private const int KindMask = 0xF000;
    private const int Folder = 0x4000;
    private const int RegularFile = 0x8000;
    private const int Link = 0xA000;

    private readonly int mode;
    private readonly uint owner;

    private UnixEntry(in NativeStatus status) => (mode, owner) = (status.Mode, status.Owner);

    public bool IsRegularFile => (mode & KindMask) is RegularFile;

    /// <summary>Whether it is a device, a pipe or a socket.</summary>
    public bool IsSpecial => (mode & KindMask) is not (RegularFile or Folder or Link);

    public bool IsOfAnotherUser => owner != NativeMethods.EffectiveUser();

    /// <summary>Whether a user other than this one and root made it, perhaps to lead this program astray.</summary>
    public bool IsOfAStranger => IsOfAnotherUser && owner != 0;

    /// <summary>Looks at a path.</summary>
    /// <returns>The entry; <see langword="null"/> if nothing is there or it cannot be seen, and always on Windows.</returns>
    public static UnixEntry? Of(string path) =>
        !OperatingSystem.IsWindows() && NativeMethods.LinkStatus(path, out NativeStatus status) == 0 ? new UnixEntry(status) : null;

    // FileStatus of pal_io.h, which is the same on every system and processor, unlike struct stat of libc.
    [StructLayout(LayoutKind.Sequential)]
    private struct NativeStatus
    {
        public int Flags;
        public int Mode;
        public uint Owner;
        public uint Group;
        private unsafe fixed long sizeTimesAndNumbers[12];
        public uint UserFlags;
    }

    private static partial class NativeMethods
    {
        [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_LStat", StringMarshalling = StringMarshalling.Utf8)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static partial int LinkStatus(string path, out NativeStatus status);

        [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_GetEUid")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static partial uint EffectiveUser();
    }
}
