namespace Retrain.Training.Similarity;

/// <summary>All that a search found.</summary>
/// <param name="Searched">The result of each query that could be read.</param>
/// <param name="Unreadable">The number of photos of the folder that could not be read, or whose bottlenecks are not numbers.</param>
/// <param name="Computed">The number of bottlenecks that the network was run for.</param>
/// <param name="Loading">The time until bottlenecks were in memory: reading folders and the cache, and computing what was missing.</param>
/// <param name="Comparing">The time that the comparison of bottlenecks in memory took.</param>
internal sealed record SearchResult(
    IReadOnlyList<SearchedPhoto> Searched, int Unreadable, int Computed, TimeSpan Loading, TimeSpan Comparing);
