namespace Retrain.Training.Similarity;

/// <summary>The photos that a search lists.</summary>
internal sealed record SearchOptions
{
    /// <summary>The most photos for each query.</summary>
    public int Count { get; init; } = 10;

    /// <summary>Whether the query's own file is listed where it lies in the folder.</summary>
    public bool IncludesQuery { get; init; }
}
