using System.Runtime.InteropServices;

namespace Retrain.Training.Files;

/// <summary>
/// The system's account of a file, which changes when the content does. Programs set sizes and times at will, as copying and unpacking do;
/// the other two are the system's own.
/// </summary>
/// <param name="SizeBytes">The size of the file.</param>
/// <param name="LastWriteTicks">The time of the last change of the content, in ticks of UTC; programs can set it.</param>
/// <param name="FileId">The inode, or Windows' file id; 0 if it is not known. Another file of the same name has another.</param>
/// <param name="ChangeTicks">The time of the last change of the file or of these facts, in ticks of UTC; 0 if it is not known.</param>
/// <remarks>Also compiled into Retrain.MSBuild, so it uses no more than .NET Standard 2.0.</remarks>
internal readonly record struct FileStatus(long SizeBytes, long LastWriteTicks, long FileId, long ChangeTicks)
{
    private static readonly Func<string, FileStatus?> Read =
        RuntimeInformation.IsOSPlatform(OSPlatform.Linux) ? LinuxFileStatus.Of
        : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? MacFileStatus.Of
        : RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? WindowsFileStatus.Of
        : _ => null;

    private static readonly long UnixEpochTicks = new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    /// <summary>Asks the system about a file; for a link, about its target.</summary>
    /// <returns>
    /// The status; <see langword="null"/> if the path is not a file that can be reached, or the system has no such call. .NET's own
    /// calls say which of these it is.
    /// </returns>
    public static FileStatus? Of(string path) => Read(path);

    /// <summary>The ticks of a time that Unix counts from 1970.</summary>
    public static long TicksOf(long unixSeconds, long nanoseconds) =>
        UnixEpochTicks + (unixSeconds * TimeSpan.TicksPerSecond) + (nanoseconds / 100);
}
