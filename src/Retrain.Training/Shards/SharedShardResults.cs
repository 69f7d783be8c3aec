using System.Globalization;
using System.Text;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;
using Retrain.Training.Packs;
using Retrain.Training.SharedCaches;

namespace Retrain.Training.Shards;

/// <summary>
/// The results of all parts in the shared cache. A result is found by the flags, the part and the digest of its photos, so that one of
/// other flags or photos is simply not there; and no path leaves the machine: a photo that cannot be read is a place in the order of paths.
/// </summary>
internal sealed class SharedShardResults(SharedCache cache, PackSigningKey? signingKey) : ShardResults(signingKey)
{
    private const string Kind = "retrain-shard v1";

    public override string Place => cache.Name;

    public override void RequireWritable(Shard shard, CancellationToken cancellationToken) => Require(
        cache.TryWrite(SharedProbe.Name, SharedProbe.SmallContent, cancellationToken));

    public override string Write(ShardResult result, PartPhotos part, CancellationToken cancellationToken)
    {
        string[] paths = part.Paths;
        ShardResult nameless = result with
        {
            Problems = [.. result.Problems.Select(problem => problem with
            {
                Path = Array.BinarySearch(paths, problem.Path, StringComparer.Ordinal).ToString(CultureInfo.InvariantCulture),
            })],
        };
        Digest name = NameOf(result.Shard, result.Photos, result.Flags);
        Require(cache.TryWrite(name, ToBytes(nameless), cancellationToken));
        return $"its result to {cache.Name}";
    }

    public override FoundResult Read(
        PartPhotos part, Digest photos, ShardFlags flags, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        Digest name = NameOf(part.Shard, photos, flags);
        string words = $"{cache.Name}: part {part.Shard}";
        StoreException? problem = cache.TryRead(name, ShardResultJson.LargestBytes, out byte[]? content, cancellationToken);
        if (problem is { IsOfObject: false })
        {
            // Of the other parts nothing would be known either.
            throw new RetrainException(ShardDiagnostics.ResultsNotRead(cache.Name, problem.Message), problem);
        }

        if (problem is not null)
        {
            report(ShardDiagnostics.ResultUnusable(words, problem.Message));
        }

        return content is null
            ? new(null, IsUnusable: problem is not null)
            : FromBytes(content, part.Shard, words, result => WithPaths(result, part), report);
    }

    private static ShardResult WithPaths(ShardResult result, PartPhotos part)
    {
        string[] paths = result.Problems.Count > 0 ? part.Paths : [];
        return result with
        {
            Problems = [.. result.Problems.Select(problem =>
                int.TryParse(problem.Path, NumberStyles.None, CultureInfo.InvariantCulture, out int place) && place < paths.Length
                    ? problem with { Path = paths[place] }
                    : throw new FormatException($"it has no photo '{problem.Path}'"))],
        };
    }

    private static Digest NameOf(Shard shard, Digest photos, ShardFlags flags) =>
        Digest.Of(Encoding.UTF8.GetBytes($"{Kind}\nshard={shard}\nphotos={photos}\nflags={flags.Digest}\n"));

    private void Require(StoreException? problem)
    {
        if (problem is not null)
        {
            throw new RetrainException(ShardDiagnostics.ResultNotWritten(cache.Name, problem.Message, problem.Advice), problem);
        }
    }
}
