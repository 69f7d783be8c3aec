namespace Retrain.Training.Shards;

/// <summary>The object that lies in the place of a part's result.</summary>
/// <param name="Result">The result; <see langword="null"/> where there is none that can be used.</param>
/// <param name="IsUnsigned">Whether there is something without the right signature.</param>
/// <param name="IsUnusable">Whether there is something that is not the result of the part, which was told.</param>
internal readonly record struct FoundResult(ShardResult? Result, bool IsUnsigned = false, bool IsUnusable = false);
