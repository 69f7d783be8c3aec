using Retrain.Training.Digests;

namespace Retrain.Training.Shards;

/// <summary>The proof that a part was extracted: whatever ran it, the same photos and flags give the same.</summary>
internal sealed record ShardResult
{
    /// <summary>The most problems that are written down one by one.</summary>
    public const int MostProblems = 100;

    public required Shard Shard { get; init; }

    /// <summary>The version of the tool.</summary>
    public required string ToolVersion { get; init; }

    public required ShardFlags Flags { get; init; }

    /// <inheritdoc cref="PartPhotos.ComputeDigest" />
    public required Digest Photos { get; init; }

    /// <summary>The number of photos, readable or not.</summary>
    public required int PhotoCount { get; init; }

    /// <summary>The number of photos that cannot be read.</summary>
    public required int UnreadableCount { get; init; }

    /// <summary>The first of the photos that cannot be read, at most <see cref="MostProblems"/>.</summary>
    public required IReadOnlyList<PhotoProblem> Problems { get; init; }

    /// <summary>The number of photos whose bottleneck is in the cache.</summary>
    public int ReadableCount => PhotoCount - UnreadableCount;

    public bool Equals(ShardResult? other) => other is not null
        && (Shard, ToolVersion, Flags, Photos, PhotoCount, UnreadableCount)
            == (other.Shard, other.ToolVersion, other.Flags, other.Photos, other.PhotoCount, other.UnreadableCount)
        && Problems.SequenceEqual(other.Problems);

    public override int GetHashCode() => HashCode.Combine(Shard, Photos);
}
