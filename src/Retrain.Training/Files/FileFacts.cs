namespace Retrain.Training.Files;

/// <summary>The facts that the file system gives about a file without reading it. For a link they are those of its target.</summary>
/// <param name="FullPath">The path by which the file was named, with any links in it.</param>
/// <param name="Status">Its size, times and id.</param>
/// <param name="SeenUtc">The time when the facts were taken, before the bytes were read.</param>
internal sealed record FileFacts(string FullPath, FileStatus Status, DateTime SeenUtc)
{
    // FAT stores times in steps of two seconds, the coarsest in use. Git calls such an index entry racy
    // (git/Documentation/technical/racy-git.adoc).
    private static readonly TimeSpan ClockGrain = TimeSpan.FromSeconds(2);

    // A program may set the time of the last write to any step, but Linux and Windows take that of a change from a clock which they
    // advance every 1 to 16 milliseconds, and they store all of its digits.
    private static readonly TimeSpan SystemClockGrain = TimeSpan.FromMilliseconds(20);

    public long SizeBytes => Status.SizeBytes;

    /// <summary>Whether the file could have been changed after it was seen without a change of its times.</summary>
    public static bool IsRacy(FileStatus status, long seenTicks)
    {
        // ext3 and HFS+ store whole seconds.
        TimeSpan grain = status.ChangeTicks % TimeSpan.TicksPerSecond == 0 ? ClockGrain : SystemClockGrain;
        return status.LastWriteTicks >= seenTicks - ClockGrain.Ticks || status.ChangeTicks >= seenTicks - grain.Ticks;
    }

    /// <summary>Takes the facts of a file.</summary>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    public static FileFacts Of(string path)
    {
        DateTime seenUtc = DateTime.UtcNow;
        string fullPath = Path.GetFullPath(path);
        return new FileFacts(fullPath, FileStatus.Of(fullPath) ?? WithoutId(fullPath), seenUtc);
    }

    private static FileStatus WithoutId(string path)
    {
        FileInfo file = new(path);
        // .NET gives the size and time of the link itself, which stay the same when its target changes.
        FileInfo content = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
        return new FileStatus(content.Length, content.LastWriteTimeUtc.Ticks, FileId: 0, ChangeTicks: 0);
    }
}
