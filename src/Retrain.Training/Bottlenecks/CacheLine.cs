namespace Retrain.Training.Bottlenecks;

/// <summary>The unit in which a processor loads memory. A wide vector that lies in two of them takes twice the time to load.</summary>
internal static class CacheLine
{
    public const int Bytes = 64;

    /// <summary>The first address from this one on at which a cache line begins.</summary>
    public static nint FirstFrom(nint address) => (address + Bytes - 1) / Bytes * Bytes;
}
