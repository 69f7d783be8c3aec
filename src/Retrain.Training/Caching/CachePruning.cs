using Microsoft.Data.Sqlite;

namespace Retrain.Training.Caching;

/// <summary>The wishes of a person about what to remove; an entry goes if one of them applies to it.</summary>
internal sealed record CachePruning
{
    /// <summary>The size that is left of the cache; <see langword="null"/> for any.</summary>
    public long? MaximumBytes { get; init; }

    /// <summary>The number of days since the last use from which on an entry goes; <see langword="null"/> for any.</summary>
    public int? UnusedDays { get; init; }

    /// <summary>The name of the backbone whose entries go, or the beginning of its digest; <see langword="null"/> for none.</summary>
    public string? Backbone { get; init; }

    /// <summary>Removes the entries.</summary>
    /// <param name="isTrial">Whether they are only counted.</param>
    /// <returns>The number of entries, and about how many bytes they take.</returns>
    public (long Entries, long Bytes) Run(CacheSession database, bool isTrial)
    {
        long used = CacheLimit.UsedBytes(database);
        long all = Math.Max(1, database.Number("SELECT count(*) FROM bottlenecks"));
        CacheRemoval removal = new(database);
        HashSet<long> chosen = [];
        if (UnusedDays is int days)
        {
            long since = DateTimeOffset.UtcNow.ToUnixTimeSeconds() - (days * (long)TimeSpan.FromDays(1).TotalSeconds);
            chosen.UnionWith(removal.Candidates(
                "AND coalesce(used_seconds, 0) <= $since", command => command.Parameters.AddWithValue("$since", since)));
        }

        if (Backbone is string backbone)
        {
            chosen.UnionWith(removal.Candidates(CacheBackbones.Condition, command => CacheBackbones.Set(command, backbone)));
        }

        long entries = isTrial ? chosen.Count : removal.Remove([.. chosen.Order()]);
        if (MaximumBytes is long maximum)
        {
            entries += isTrial
                ? Math.Clamp(
                    CacheLimit.Surplus(database, maximum) - chosen.Count, 0,
                    removal.Candidates().Count(row => !chosen.Contains(row)))
                : removal.RemoveDownTo(maximum, () => false);
        }

        return (entries, (long)(entries * (used / (double)all)));
    }
}
