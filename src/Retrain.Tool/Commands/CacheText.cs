using System.Globalization;
using Retrain.Tool.Display;
using Retrain.Training.Caching;
using Retrain.Training.SharedCaches;
using Spectre.Console;

namespace Retrain.Tool.Commands;

/// <summary>Prints what the commands of the cache find and do.</summary>
internal static class CacheText
{
    public static void Print(CacheContents contents, DateTimeOffset now)
    {
        OutputLine.Write($"Cache: {contents.Path}");
        OutputLine.Write($"Size on disk: {FileSize.Of(contents.DiskBytes)}, {Limit(contents.LimitBytes)}");
        PrintNetworks(contents, now);
        PrintRuns(contents);
    }

    public static void Print(BottleneckKey key, bool isCached)
    {
        foreach (string line in key.Text.TrimEnd('\n').Split('\n'))
        {
            OutputLine.Write(line);
        }

        OutputLine.Write();
        OutputLine.Write($"key {key.Hash}: {(isCached ? "in the cache" : "not in the cache")}");
    }

    /// <param name="verification">The verification; <see langword="null"/> if there is no cache.</param>
    public static void Print(CacheVerification? verification)
    {
        string bottlenecks = Count(verification?.BottleneckCount ?? 0, "bottleneck", "bottlenecks");
        string digests = Count(verification?.DigestCount ?? 0, "digest of a photo", "digests of photos");
        string read = verification?.UnreadableCount is > 0 and long unreadable
            ? $"{bottlenecks}, {digests} and {Count(unreadable, "unreadable photo", "unreadable photos")}"
            : $"{bottlenecks} and {digests}";
        OutputLine.Write(
            $"Checked {read}: "
            + (verification?.DamagedCount is > 0 and long damaged ? $"{Number(damaged)} damaged." : "none is damaged."));
    }

    public static void PrintCleared(string path, long freedBytes, long keptEntries)
    {
        OutputLine.Write($"Freed {FileSize.Of(freedBytes)} in {Path.GetDirectoryName(path)}.");
        if (keptEntries > 0)
        {
            OutputLine.Write($"Kept {Entries(keptEntries)}, as running processes use the cache.");
        }
    }

    private static void PrintNetworks(CacheContents contents, DateTimeOffset now)
    {
        OutputLine.Write(string.Create(CultureInfo.InvariantCulture, $"Entries: {contents.Entries}"));
        if (contents.Entries == 0)
        {
            return;
        }

        OutputLine.Write();
        PlainGrid grid = new(Justify.Left, Justify.Right, Justify.Right, Justify.Right, Justify.Left, Justify.Left, Justify.Left);
        grid.Add("Backbone", "Length", "Entries", "Size", "Oldest", "Newest", "Last use");
        foreach (CacheContents.Network network in contents.Networks)
        {
            grid.Add(
                network.Name, Number(network.Length), Number(network.Entries), FileSize.Of(network.SizeBytes),
                Age(network.Oldest, now), Age(network.Newest, now), Age(network.LastUse, now));
        }

        if (contents.OfEarlierVersions > 0)
        {
            grid.Add("of earlier versions", "", Number(contents.OfEarlierVersions));
        }

        grid.Print();
    }

    private static void PrintRuns(CacheContents contents)
    {
        if (contents.Runs.Count == 0)
        {
            return;
        }

        OutputLine.Write();
        PlainGrid grid = new(Justify.Left, Justify.Right, Justify.Right, Justify.Right, Justify.Right);
        grid.Add("Last runs", "Found", "Fetched", "Missed", "Computed");
        foreach (CacheContents.Run run in contents.Runs)
        {
            grid.Add(
                run.Began.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                Number(run.Found), Number(run.Fetched), Number(run.Missed), Number(run.Computed));
        }

        grid.Print();
    }

    public static void PrintPruned(long entries, long bytes, long? freedBytes) => OutputLine.Write(
        freedBytes is long freed
            ? $"Removed {Entries(entries)}, and freed {FileSize.Of(freed)} on the disk."
            : $"Would remove {Entries(entries)}, about {FileSize.Of(bytes)}.");

    public static void PrintExported(string path, int written) =>
        OutputLine.Write($"Wrote {Count(written, "bottleneck", "bottlenecks")} to {path}.");

    public static void PrintImported(long read, long stored) =>
        OutputLine.Write(
            $"Stored {Number(stored)} of {Count(read, "bottleneck", "bottlenecks")}"
            + (stored < read ? "; the cache has the others." : "."));

    public static void PrintImported(int stored, int skipped) => OutputLine.Write(
        $"Stored {Count(stored, "bottleneck", "bottlenecks")} of retrain.py"
        + (skipped > 0 ? $"; {Count(skipped, "file", "files")} could not be used." : ".")
        + " --imported_bottlenecks uses them.");

    public static void PrintPushed(string store, long count, long lacking) => OutputLine.Write(
        $"Wrote {Number(lacking)} of {Count(count, "bottleneck", "bottlenecks")} to {store}"
        + (lacking < count ? "; it has the others." : "."));

    /// <param name="found">The state of the shared cache.</param>
    /// <param name="isReadOnly">Whether it was not tried to write there.</param>
    public static void Print(ProbedStore found, bool isReadOnly)
    {
        OutputLine.Write($"Shared cache: {found.Name}");
        if (found.LookUp is TimeSpan lookUp)
        {
            OutputLine.Write($"Look-up: {(lookUp.TotalMilliseconds < 0.05 ? "below 0.1 ms" : Milliseconds(lookUp))}");
        }

        if (found.Written is TimeSpan written)
        {
            OutputLine.Write($"Written: {Speed(found.Bytes, written)}");
        }

        if (found.Read is TimeSpan read)
        {
            OutputLine.Write($"Read: {Speed(found.Bytes, read)}");
        }

        if (found is { ReadProblem: null, WriteProblem: null })
        {
            OutputLine.Write(isReadOnly ? "It can be read; nothing was written." : "It can be read and written.");
        }
    }

    private static string Speed(int bytes, TimeSpan time) => string.Create(
        CultureInfo.InvariantCulture,
        $"{FileSize.Of(bytes)} in {Milliseconds(time)}, {bytes / 1e6 / Math.Max(time.TotalSeconds, 1e-6):F0} MB/s");

    private static string Milliseconds(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:F1} ms");

    private static string Entries(long count) => Count(count, "entry", "entries");

    private static string Count(long count, string noun, string plural) => $"{Number(count)} {(count == 1 ? noun : plural)}";

    private static string Limit(long bytes) => bytes > 0 ? $"and at most {FileSize.Of(bytes)}" : "without a limit";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Age(DateTimeOffset? time, DateTimeOffset now) => time is not DateTimeOffset known ? "unknown"
        : (now - known).TotalDays switch
        {
            < 1 => "today",
            < 2 => "1 day ago",
            double days => string.Create(CultureInfo.InvariantCulture, $"{(int)days} days ago"),
        };
}
