using System.Diagnostics;
using Retrain.Runtime;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.Caching;

/// <summary>Keeps the cache below a size, at the end of a run that stored something: the least recently used entries go.</summary>
internal static class CacheLimit
{
    private const string Variable = "RETRAIN_CACHE_MAX_SIZE";
    private const long DefaultBytes = 10_000_000_000;

    // Removal goes on to nine tenths, so that not every run removes something.
    private const double Slack = 0.9;

    // A run that ends is not held up for longer; the next one goes on.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The limit that RETRAIN_CACHE_MAX_SIZE sets, else 10 GB; 0 for none.</summary>
    /// <exception cref="RetrainException">RT4063: the variable is not a size.</exception>
    public static long FromEnvironment() => Of(Environment.GetEnvironmentVariable(Variable));

    internal static long Of(string? text) =>
        string.IsNullOrEmpty(text) ? DefaultBytes
        : ByteSize.TryParse(text, out long bytes) ? bytes
        : throw new RetrainException(CacheCommandDiagnostics.WrongLimit(Variable, text, ByteSize.Valid));

    /// <summary>Removes entries of a database that is larger than the limit.</summary>
    /// <returns>Whether the database is within the limit now.</returns>
    public static bool Keep(CacheSession database, long limitBytes)
    {
        if (UsedBytes(database) <= limitBytes)
        {
            return true;
        }

        Stopwatch clock = Stopwatch.StartNew();
        CacheRemoval removal = new(database);
        removal.RemoveDownTo((long)(limitBytes * Slack), () => clock.Elapsed > Patience);
        removal.Shrink();
        return UsedBytes(database) <= limitBytes;
    }

    /// <summary>The number of entries that are too many for a size, if all are equally large.</summary>
    public static long Surplus(CacheSession database, long maximumBytes)
    {
        double used = UsedBytes(database);
        return used <= maximumBytes
            ? 0
            : (long)Math.Ceiling(database.Number("SELECT count(*) FROM bottlenecks") * (used - maximumBytes) / used);
    }

    /// <summary>The bytes of all pages that hold something.</summary>
    public static long UsedBytes(CacheSession database) =>
        (database.Number("PRAGMA page_count") - database.Number("PRAGMA freelist_count")) * database.Number("PRAGMA page_size");
}
