namespace Retrain.Training.Files;

/// <summary>What the file system tells of a file without reading it.</summary>
/// <param name="FullPath">As the file was named; links are not resolved here.</param>
/// <param name="SizeBytes">Of the file that a link leads to.</param>
/// <param name="LastWriteTimeUtc">Of the file that a link leads to.</param>
/// <param name="SeenUtc">When the facts were taken: before the bytes were read.</param>
internal sealed record FileFacts(string FullPath, long SizeBytes, DateTime LastWriteTimeUtc, DateTime SeenUtc)
{
    // FAT keeps times to two seconds, the coarsest grain in use. Git calls such an index entry racy (git/Documentation/technical/racy-git.adoc).
    private static readonly TimeSpan ClockGrain = TimeSpan.FromSeconds(2);

    /// <summary>Whether a change after the look could have left the time as it was.</summary>
    public static bool IsRacy(long lastWriteTicks, long seenTicks) => lastWriteTicks >= seenTicks - ClockGrain.Ticks;

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static FileFacts Of(string path)
    {
        DateTime seenUtc = DateTime.UtcNow;
        FileInfo file = new(path);
        // .NET gives a link's own size and time, which stay the same when the photo behind it changes.
        FileInfo content = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
        return new FileFacts(file.FullName, content.Length, content.LastWriteTimeUtc, seenUtc);
    }
}
