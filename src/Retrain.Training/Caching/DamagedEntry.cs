using System.Globalization;

namespace Retrain.Training.Caching;

/// <summary>A row of the cache whose checksum or types are wrong.</summary>
/// <param name="Table">The table.</param>
/// <param name="Key">The number, path or digest of the row, if it has one that can be read.</param>
internal sealed record DamagedEntry(string Table, object Key)
{
    /// <summary>The key for people.</summary>
    public string KeyText =>
        Key is byte[] digest ? Convert.ToHexStringLower(digest) : Convert.ToString(Key, CultureInfo.InvariantCulture) ?? "";
}
