namespace Retrain.Training.Shards;

/// <summary>All parts by whether they were extracted, each by its number and ascending.</summary>
/// <param name="Count">The number of all parts.</param>
/// <param name="Done">The results of the parts that were extracted from these photos with these flags.</param>
/// <param name="Missing">The parts without a result that can be read.</param>
/// <param name="OfOtherFlags">The parts that were extracted with other flags.</param>
/// <param name="Changed">The parts whose photos are not those of the extraction any more.</param>
internal sealed record PartStates(
    int Count,
    IReadOnlyList<ShardResult> Done,
    IReadOnlyList<int> Missing,
    IReadOnlyList<int> OfOtherFlags,
    IReadOnlyList<int> Changed)
{
    /// <summary>Those of the missing parts that have something without the right signature.</summary>
    public IReadOnlyList<int> Unsigned { get; init; } = [];

    /// <summary>Those of the missing parts that have something that is not their result.</summary>
    public IReadOnlyList<int> Unusable { get; init; } = [];

    /// <summary>Those of the missing parts that have nothing.</summary>
    public IReadOnlyList<int> WithoutResult => [.. Missing.Except(Unsigned).Except(Unusable)];

    /// <summary>The parts to extract again.</summary>
    public IReadOnlyList<int> ToRunAgain => [.. Missing.Concat(OfOtherFlags).Concat(Changed).Order()];

    /// <summary>The same as an array of Slurm takes it.</summary>
    public string Array => NumberRanges.Of(ToRunAgain);

    public bool AreComplete => Done.Count == Count;
}
