namespace Retrain.Training.Files;

/// <summary>The facts that the file system gives about a file without reading it. For a link they are those of its target.</summary>
/// <param name="FullPath">The path by which the file was named, with any links in it.</param>
/// <param name="SizeBytes">The size of the file.</param>
/// <param name="LastWriteTimeUtc">The time of the last change.</param>
/// <param name="SeenUtc">The time when the facts were taken, before the bytes were read.</param>
internal sealed record FileFacts(string FullPath, long SizeBytes, DateTime LastWriteTimeUtc, DateTime SeenUtc)
{
    // FAT stores times in steps of two seconds, the coarsest in use. Git calls such an index entry racy
    // (git/Documentation/technical/racy-git.adoc).
    private static readonly TimeSpan ClockGrain = TimeSpan.FromSeconds(2);

    /// <summary>Whether the file could have been changed after it was seen without a change of its time.</summary>
    public static bool IsRacy(long lastWriteTicks, long seenTicks) => lastWriteTicks >= seenTicks - ClockGrain.Ticks;

    /// <summary>Takes the facts of a file.</summary>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    public static FileFacts Of(string path)
    {
        DateTime seenUtc = DateTime.UtcNow;
        FileInfo file = new(path);
        // .NET gives the size and time of the link itself, which stay the same when its target changes.
        FileInfo content = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
        return new FileFacts(file.FullName, content.Length, content.LastWriteTimeUtc, seenUtc);
    }
}
