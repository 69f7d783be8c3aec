using System.Globalization;
using Retrain.Runtime.Diagnostics;

namespace Retrain.Training.Diagnostics;

/// <summary>
/// RT3023 to RT3029, RT3051, RT3052, RT3054, RT3056 and RT4070 to RT4072: problems with the cache that people and machines share.
/// </summary>
internal static class SharedCacheDiagnostics
{
    private const string Everything = "check the address, the network and the credentials";
    private const string ToWrite = "check the credentials and the space there";

    /// <summary>RT3023: the store is too slow for what was computed.</summary>
    /// <param name="store">The address of the store, without credentials.</param>
    /// <param name="count">The number of bottlenecks that are not in it.</param>
    public static Diagnostic NotWritten(string store, int count) =>
        new(Severity.Warning, "RT3023", store,
            $"the shared cache is too slow to take all that this run computed, so {count} bottlenecks are not there; "
            + "write them with dotnet retrain cache push, or raise RETRAIN_CACHE_PATIENCE, the seconds that a run waits for it.");

    /// <summary>RT3024: the store cannot be reached, or refuses to be read.</summary>
    /// <param name="store">The address of the store, without credentials.</param>
    /// <param name="reason">The words of the server or the system.</param>
    /// <param name="advice">The way out of it, empty where the reason says it; <see langword="null"/> for the usual one.</param>
    public static Diagnostic Unusable(string store, string reason, string? advice) =>
        new(Severity.Warning, "RT3024", store,
            $"the shared cache cannot be used ({reason}), so this run continues without it; "
            + (advice is "" ? "" : $"{advice ?? $"{Everything} (dotnet retrain cache ping)"}, or ")
            + "pass --shared_cache none to do without it.");

    /// <summary>RT3025: the store can be read and not written.</summary>
    /// <param name="store">The address of the store, without credentials.</param>
    /// <param name="reason">The words of the server or the system.</param>
    /// <param name="advice">The way out of it, empty where the reason says it; <see langword="null"/> for the usual one.</param>
    public static Diagnostic NotWritable(string store, string reason, string? advice) =>
        new(Severity.Warning, "RT3025", store,
            $"the shared cache cannot be written ({reason}), so others do not get all that this run computes; "
            + (advice is "" ? "" : $"{advice ?? ToWrite}, or ")
            + "write nothing (--shared_cache_read_only or RETRAIN_CACHE_READ_ONLY).");

    /// <summary>RT3026: an object is not what its name says.</summary>
    /// <param name="store">The address of the store, without credentials.</param>
    /// <param name="item">The object's path below the address.</param>
    /// <param name="reason">The fault of its bytes.</param>
    public static Diagnostic ObjectDamaged(string store, string item, string reason) =>
        new(Severity.Warning, "RT3026", store,
            $"the shared cache has damaged objects, such as '{item}' ({reason}), which are not used; delete it there, and check who "
            + "writes to the store if this happens again.");

    /// <summary>RT3027: an object lacks the right signature.</summary>
    /// <param name="store">The address of the store, without credentials.</param>
    /// <param name="item">The object's path below the address.</param>
    public static Diagnostic NotSigned(string store, string item) =>
        new(Severity.Warning, "RT3027", store,
            $"the shared cache has objects without the right signature, such as '{item}', which are not used; all who write to it need "
            + "the same RETRAIN_CACHE_SIGNING_KEY. What was written before there was a key is to be deleted there, or begin with an empty "
            + "store.");

    /// <summary>RT3028: a bottleneck has another length than those of the backbone.</summary>
    /// <param name="store">The address of the store, without credentials.</param>
    /// <param name="item">The object's path below the address.</param>
    public static Diagnostic OtherLength(string store, string item, int length, int wanted) =>
        new(Severity.Warning, "RT3028", store,
            string.Create(CultureInfo.InvariantCulture, $"the shared cache has bottlenecks of {length} values, such as in '{item}', where ")
            + string.Create(CultureInfo.InvariantCulture, $"the backbone has {wanted}, which are not used; delete it there."));

    /// <summary>RT3029: the run has waited as long as it may.</summary>
    /// <param name="store">The address of the store, without credentials.</param>
    public static Diagnostic TooSlow(string store, TimeSpan patience) =>
        new(Severity.Warning, "RT3029", store,
            string.Create(CultureInfo.InvariantCulture, $"the shared cache has cost this run {patience.TotalSeconds:0.###} s for nothing, ")
            + "so the run continues without it; check the network (dotnet retrain cache ping), or raise RETRAIN_CACHE_PATIENCE, the "
            + "seconds that a run may lose.");

    /// <summary>RT3051: the store cannot be read.</summary>
    /// <param name="store">The address of the store, without credentials.</param>
    /// <param name="reason">The words of the server or the system.</param>
    /// <param name="advice">The way out of it, empty where the reason says it; <see langword="null"/> for the usual one.</param>
    public static Diagnostic NotRead(string store, string reason, string? advice) =>
        new(Severity.Error, "RT3051", store,
            $"the shared cache cannot be read ({reason}){(advice is "" ? "" : $"; {advice ?? Everything}")}.");

    /// <summary>RT3052: the store can be read and not written.</summary>
    /// <param name="store">The address of the store, without credentials.</param>
    /// <param name="reason">The words of the server or the system.</param>
    /// <param name="advice">The way out of it, empty where the reason says it; <see langword="null"/> for the usual one.</param>
    /// <param name="isReadingEnough">Whether the command can do without writing.</param>
    public static Diagnostic NotWrittenAtAll(string store, string reason, string? advice, bool isReadingEnough)
    {
        string?[] ways =
        [
            advice is "" ? null : advice ?? ToWrite,
            isReadingEnough ? "pass --shared_cache_read_only if it need not be" : null,
        ];
        string way = string.Join(", or ", ways.OfType<string>());
        return new(Severity.Error, "RT3052", store,
            $"the shared cache can be read, but not written ({reason}){(way.Length > 0 ? $"; {way}" : "")}.");
    }

    /// <summary>RT3056: not all of the local cache was written.</summary>
    /// <param name="store">The address of the store, without credentials.</param>
    public static Diagnostic NotPushed(string store) =>
        new(Severity.Error, "RT3056", store,
            "not all bottlenecks of the cache are in the shared cache; run the command again, which writes only those that are not there.");

    /// <summary>RT3054: an object cannot be read.</summary>
    /// <param name="store">The address of the store, without credentials.</param>
    /// <param name="item">The object's path below the address.</param>
    /// <param name="reason">The words of the system.</param>
    public static Diagnostic ObjectUnreadable(string store, string item, string reason) =>
        new(Severity.Warning, "RT3054", store,
            $"the shared cache has objects that cannot be read, such as '{item}' ({reason}), which are not used; check their permissions, "
            + "or delete them there.");

    /// <summary>RT4070: the address of a shared cache is not one.</summary>
    /// <param name="address">The address, without credentials.</param>
    /// <param name="advice">The way out of it; <see langword="null"/> to say what addresses there are.</param>
    public static Diagnostic InvalidAddress(string address, string? advice = null) =>
        new(Severity.Error, "RT4070", null,
            $"'{address}' in --shared_cache or RETRAIN_CACHE_URL is not the address of a shared cache; "
            + (advice is null
                ? "use the full path of a folder, an address such as file:///mnt/team, https://cache.example.com/retrain or "
                    + "s3://bucket/prefix, or none."
                : $"{advice}."));

    /// <summary>RT4071: the seconds that a run may lose are not a number.</summary>
    /// <param name="variable">The variable of the environment.</param>
    public static Diagnostic InvalidPatience(string variable, string text) =>
        new(Severity.Error, "RT4071", null, $"{variable} is '{text}'; use a number of seconds from 0 to 3600.");

    /// <summary>RT4072: a switch of the environment is neither on nor off.</summary>
    /// <param name="variable">The variable of the environment.</param>
    public static Diagnostic InvalidSwitch(string variable, string text) =>
        new(Severity.Error, "RT4072", null, $"{variable} is '{text}'; use true or false.");
}
