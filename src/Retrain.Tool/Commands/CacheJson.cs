using System.Text.Json;
using Retrain.Tool.Display;
using Retrain.Training.Caching;
using Retrain.Training.SharedCaches;

namespace Retrain.Tool.Commands;

/// <summary>
/// Prints what the commands of the cache find and do as one JSON object. Programs read it: names stay, new ones may come.
/// </summary>
internal static class CacheJson
{
    public static void Print(CacheContents contents) => JsonLine.Print(json =>
    {
        json.WriteString("path", contents.Path);
        json.WriteNumber("sizeBytes", contents.DiskBytes);
        json.WriteNumber("limitBytes", contents.LimitBytes);
        json.WriteNumber("entries", contents.Entries);
        json.WriteNumber("entriesOfEarlierVersions", contents.OfEarlierVersions);
        json.WriteStartArray("backbones");
        foreach (CacheContents.Network network in contents.Networks)
        {
            Write(json, network);
        }

        json.WriteEndArray();
        json.WriteStartArray("runs");
        foreach (CacheContents.Run run in contents.Runs)
        {
            json.WriteStartObject();
            json.WriteString("began", run.Began);
            json.WriteNumber("found", run.Found);
            json.WriteNumber("fetched", run.Fetched);
            json.WriteNumber("missed", run.Missed);
            json.WriteNumber("computed", run.Computed);
            json.WriteNumber("stored", run.Stored);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public static void Print(string image, BottleneckKey key, bool isCached) => JsonLine.Print(json =>
    {
        json.WriteString("image", image);
        json.WriteString("key", key.Hash.ToString());
        json.WriteString("text", key.Text);
        json.WriteBoolean("isCached", isCached);
    });

    /// <param name="path">The path of the database.</param>
    /// <param name="found">The verification; <see langword="null"/> if there is no cache.</param>
    /// <param name="mostNamed">The number of damaged entries that are named.</param>
    public static void Print(string path, CacheVerification? found, int mostNamed) => JsonLine.Print(json =>
    {
        json.WriteString("path", path);
        json.WriteNumber("entries", (found?.BottleneckCount + found?.DigestCount + found?.UnreadableCount) ?? 0);
        json.WriteNumber("bottlenecks", found?.BottleneckCount ?? 0);
        json.WriteNumber("imageDigests", found?.DigestCount ?? 0);
        json.WriteNumber("unreadableImages", found?.UnreadableCount ?? 0);
        json.WriteNumber("damagedEntries", found?.DamagedCount ?? 0);
        json.WriteStartArray("damaged");
        foreach (DamagedEntry entry in found?.Damaged.Take(mostNamed) ?? [])
        {
            json.WriteStartObject();
            json.WriteString("table", entry.Table);
            json.WriteString("key", entry.KeyText);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public static void PrintCleared(string path, long freedBytes, long keptEntries) => JsonLine.Print(json =>
    {
        json.WriteString("path", path);
        json.WriteNumber("freedBytes", freedBytes);
        json.WriteNumber("keptEntries", keptEntries);
    });

    public static void PrintPruned(string path, long entries, long bytes, long? freedBytes) => JsonLine.Print(json =>
    {
        json.WriteString("path", path);
        json.WriteBoolean("isDryRun", freedBytes is null);
        json.WriteNumber("entries", entries);
        json.WriteNumber("entriesBytes", bytes);
        json.WriteNumber("freedBytes", freedBytes ?? 0);
    });

    /// <param name="pack">The path of the pack.</param>
    /// <param name="entries">The number of bottlenecks in it.</param>
    /// <param name="stored">The number of those that were stored in the cache; <see langword="null"/> where the pack was written.</param>
    public static void PrintMoved(string pack, long entries, long? stored) => JsonLine.Print(json =>
    {
        json.WriteString("pack", pack);
        json.WriteNumber("entries", entries);
        if (stored is long number)
        {
            json.WriteNumber("stored", number);
        }
    });

    /// <param name="folder">The folder of retrain.py's files.</param>
    /// <param name="stored">The number of bottlenecks that were stored.</param>
    /// <param name="skipped">The number of files that could not be used.</param>
    public static void PrintImported(string folder, int stored, int skipped) => JsonLine.Print(json =>
    {
        json.WriteString("folder", folder);
        json.WriteNumber("stored", stored);
        json.WriteNumber("skipped", skipped);
    });

    /// <param name="store">The address of the shared cache, without credentials.</param>
    /// <param name="count">The number of bottlenecks in the local cache.</param>
    /// <param name="written">The number of those that were written.</param>
    public static void PrintPushed(string store, long count, long written) => JsonLine.Print(json =>
    {
        json.WriteString("sharedCache", store);
        json.WriteNumber("entries", count);
        json.WriteNumber("written", written);
    });

    /// <param name="found">The state of the shared cache.</param>
    /// <param name="isReadOnly">Whether it was not tried to write there.</param>
    public static void Print(ProbedStore found, bool isReadOnly) => JsonLine.Print(json =>
    {
        json.WriteString("sharedCache", found.Name);
        json.WriteBoolean("canBeRead", found.ReadProblem is null);
        if (!isReadOnly)
        {
            json.WriteBoolean("canBeWritten", found.Written is not null);
        }

        Write(json, "lookUpMilliseconds", found.LookUp);
        json.WriteNumber("bytes", found.Bytes);
        Write(json, "writeMilliseconds", found.Written);
        Write(json, "readMilliseconds", found.Read);
    });

    private static void Write(Utf8JsonWriter json, string name, TimeSpan? time)
    {
        if (time is TimeSpan known)
        {
            json.WriteNumber(name, Math.Round(known.TotalMilliseconds, 3));
        }
    }

    private static void Write(Utf8JsonWriter json, CacheContents.Network network)
    {
        json.WriteStartObject();
        json.WriteString("name", network.Name);
        json.WriteString("digest", network.Backbone.ToString());
        json.WriteString("tensor", network.Tensor);
        json.WriteNumber("bottleneckLength", network.Length);
        json.WriteNumber("entries", network.Entries);
        json.WriteNumber("sizeBytes", network.SizeBytes);
        if (network is { Oldest: DateTimeOffset oldest, Newest: DateTimeOffset newest })
        {
            json.WriteString("oldest", oldest);
            json.WriteString("newest", newest);
        }

        json.WriteString("lastUse", network.LastUse);
        json.WriteEndObject();
    }
}
