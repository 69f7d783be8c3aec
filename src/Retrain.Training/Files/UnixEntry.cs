using System.Runtime.InteropServices;
using System.Text;

namespace Retrain.Training.Files;

/// <summary>The kind and the owner of what lies at a path. A link is not followed.</summary>
/// <remarks>Also compiled into Retrain.MSBuild, so it uses no more than .NET Standard 2.0.</remarks>
internal readonly struct UnixEntry
{
    // sys/stat.h
    private const int KindMask = 0xF000;
    private const int Folder = 0x4000;
    private const int RegularFile = 0x8000;
    private const int Link = 0xA000;

    private static readonly bool IsUnix = !RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    private readonly int mode;
    private readonly uint owner;

    private UnixEntry(in NativeStatus status) => (mode, owner, Device) = (status.Mode, status.Owner, status.Device);

    /// <summary>The number of the file system: within one, a file is moved by a new name alone.</summary>
    public long Device { get; }

    public bool IsRegularFile => (mode & KindMask) is RegularFile;

    /// <summary>Whether it is a device, a pipe or a socket.</summary>
    public bool IsSpecial => (mode & KindMask) is not (RegularFile or Folder or Link);

    public bool IsOfAnotherUser => owner != NativeMethods.EffectiveUser();

    /// <summary>Whether a user other than this one and root made it, perhaps to lead this program astray.</summary>
    public bool IsOfAStranger => IsOfAnotherUser && owner != 0;

    /// <summary>Looks at a path.</summary>
    /// <returns>The entry; <see langword="null"/> if nothing is there or it cannot be seen, and always on Windows.</returns>
    public static UnixEntry? Of(string path) =>
        IsUnix && NativeMethods.LinkStatus(NameOf(path), out NativeStatus status) == 0 ? new UnixEntry(status) : null;

    /// <summary>Looks at a path, or where a link leads.</summary>
    /// <inheritdoc cref="Of" path="/returns" />
    public static UnixEntry? AtEndOf(string path) =>
        IsUnix && NativeMethods.Status(NameOf(path), out NativeStatus status) == 0 ? new UnixEntry(status) : null;

    private static byte[] NameOf(string path) => Encoding.UTF8.GetBytes(path + "\0");

    // FileStatus of pal_io.h, which is the same on every system and processor, unlike struct stat of libc.
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct NativeStatus
    {
        [FieldOffset(4)]
        public int Mode;

        [FieldOffset(8)]
        public uint Owner;

        [FieldOffset(88)]
        public long Device;
    }

    private static class NativeMethods
    {
        [DllImport("libSystem.Native", EntryPoint = "SystemNative_LStat")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int LinkStatus(byte[] path, out NativeStatus status);

        [DllImport("libSystem.Native", EntryPoint = "SystemNative_Stat")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Status(byte[] path, out NativeStatus status);

        [DllImport("libSystem.Native", EntryPoint = "SystemNative_GetEUid")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern uint EffectiveUser();
    }
}
