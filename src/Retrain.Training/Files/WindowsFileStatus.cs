using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Retrain.Training.Files;

/// <summary>The status of a file on Windows, of a handle, as only an open file tells its id and the time of its change.</summary>
/// <remarks>Also compiled into Retrain.MSBuild, so it uses no more than .NET Standard 2.0.</remarks>
internal static class WindowsFileStatus
{
    private const uint ReadAttributes = 0x80; // FILE_READ_ATTRIBUTES: the content is not opened
    private const uint ShareAll = 7;
    private const uint OpenExisting = 3;
    private const uint FolderAttribute = 0x10;
    private const int BasicInformation = 0; // FileBasicInfo

    // Windows counts 100 nanoseconds from 1601.
    private static readonly long EpochTicks = new DateTime(1601, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    /// <inheritdoc cref="FileStatus.Of" />
    public static FileStatus? Of(string path)
    {
        using SafeFileHandle file = NativeMethods.OpenFile(path, ReadAttributes, ShareAll, OpenExisting, IntPtr.Zero);
        return !file.IsInvalid
            && NativeMethods.GetInformation(file, out Information known)
            && (known.Attributes & FolderAttribute) == 0
            && NativeMethods.GetInformation(file, BasicInformation, out Times times, (uint)Marshal.SizeOf<Times>())
            ? new FileStatus(
                ((long)known.SizeHigh << 32) | known.SizeLow,
                EpochTicks + times.LastWrite,
                ((long)known.IndexHigh << 32) | known.IndexLow,
                EpochTicks + times.Change)
            : null;
    }

    // BY_HANDLE_FILE_INFORMATION of fileapi.h
    [StructLayout(LayoutKind.Explicit, Size = 52)]
    private struct Information
    {
        [FieldOffset(0)]
        public uint Attributes;

        [FieldOffset(32)]
        public uint SizeHigh;

        [FieldOffset(36)]
        public uint SizeLow;

        [FieldOffset(44)]
        public uint IndexHigh;

        [FieldOffset(48)]
        public uint IndexLow;
    }

    // FILE_BASIC_INFO of winbase.h
    [StructLayout(LayoutKind.Explicit, Size = 40)]
    private struct Times
    {
        [FieldOffset(16)]
        public long LastWrite;

        [FieldOffset(24)]
        public long Change;
    }

    private static class NativeMethods
    {
        [DllImport("kernel32", EntryPoint = "CreateFile2", CharSet = CharSet.Unicode)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
        public static extern SafeFileHandle OpenFile(string path, uint access, uint share, uint disposition, IntPtr extended);

        [DllImport("kernel32", EntryPoint = "GetFileInformationByHandle")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
        [return: MarshalAs(UnmanagedType.Bool)]
        public static extern bool GetInformation(SafeFileHandle file, out Information information);

        [DllImport("kernel32", EntryPoint = "GetFileInformationByHandleEx")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
        [return: MarshalAs(UnmanagedType.Bool)]
        public static extern bool GetInformation(SafeFileHandle file, int kind, out Times times, uint sizeBytes);
    }
}
