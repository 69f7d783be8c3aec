namespace SignSorter;

/// <summary>
/// Finds the photos that have arrived. It looks instead of waiting for notices, which drives on a network do not send and which come
/// while a file is still being written.
/// </summary>
public sealed class Inbox(string folder)
{
    // What programs call a file until it is complete: they rename it then.
    private static readonly string[] Unfinished = [".crdownload", ".download", ".part", ".partial", ".tmp", "~"];

    private Dictionary<string, (long Bytes, DateTime Written)> lastLook = new(StringComparer.Ordinal);

    /// <summary>Lists files that have not changed since the last look, in the order of their names.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public IReadOnlyList<FileInfo> Arrived()
    {
        Dictionary<string, (long Bytes, DateTime Written)> look = new(StringComparer.Ordinal);
        List<FileInfo> arrived = [];
        foreach (FileInfo file in new DirectoryInfo(folder).EnumerateFiles().OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            if (file.Name.StartsWith('.') || Unfinished.Any(end => file.Name.EndsWith(end, StringComparison.OrdinalIgnoreCase)))
            {
                continue;
            }

            (long, DateTime) facts = (file.Length, file.LastWriteTimeUtc);
            look[file.Name] = facts;
            if (lastLook.TryGetValue(file.Name, out (long, DateTime) before) && before == facts)
            {
                arrived.Add(file);
            }
        }

        lastLook = look;
        return arrived;
    }
}
