using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Caching;
using Retrain.Training.Diagnostics;
using Retrain.Training.Images;
using Retrain.Training.SharedCaches;

namespace Retrain.Training.Shards;

/// <summary>
/// Makes sure that all bottlenecks of a part are where the training will look for them, by reading them back: in the shared cache if there
/// is one that may be written, otherwise in the local one. A training goes on without a cache; a part would have been extracted for
/// nothing.
/// </summary>
/// <param name="part">The photos, which were extracted.</param>
/// <param name="options">The options of the extraction, from <see cref="Patient"/>.</param>
/// <param name="warn">Receives the warnings of the caches.</param>
internal sealed class PartProof(PartPhotos part, Backbone backbone, BottleneckOptions options, Action<Diagnostic> warn)
{
    // As many keys as a training looks up at once.
    private const int GroupSize = 8192;

    private static readonly TimeSpan LeastPatience = TimeSpan.FromMinutes(2);

    private readonly BottleneckKeys keys = new(backbone, options.MaximumPixels);

    /// <summary>The same options for a run that waits for the shared cache, as its work is worth nothing otherwise.</summary>
    public static BottleneckOptions Patient(BottleneckOptions options)
    {
        SharedPatience patience = SharedPatience.FromEnvironment();
        return options with
        {
            SharedCache = options.SharedCache with
            {
                WaitsForWrites = true,
                Patience = patience.Total > LeastPatience ? patience : new SharedPatience(LeastPatience),
            },
        };
    }

    /// <exception cref="RetrainException">RT3031: not all bottlenecks are there.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void Require(BottleneckSource source, CancellationToken cancellationToken)
    {
        bool isShared = source.Shared is { IsReadOnly: false };
        if (isShared)
        {
            // What fails here is missing below, and is written once more there.
            source.Shared!.Finish(options.SharedCache.Patience!.Total, cancellationToken);
        }

        // What it has read before may have changed.
        using SharedCache? shared = isShared ? options.SharedCache.Open(warn) : null;
        int lacking = 0, missing = 0;
        foreach (LabeledImage[] group in part.Images.Where(image => image.Problem is null).Chunk(GroupSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            BottleneckKey[] wanted = [.. group.Select(image => keys.KeyOf(image.Content))];
            if (options.UsesImported)
            {
                wanted = Missing(source.Cache, wanted, key => keys.ImportedKeyOf(key.Image));
            }

            BottleneckKey[] lackingOfGroup = shared is null ? wanted : NotIn(shared, wanted, cancellationToken);
            lacking += lackingOfGroup.Length;
            missing += CountMissing(source.Cache, lackingOfGroup, shared);
        }

        if (shared?.Finish(options.SharedCache.Patience!.Total, cancellationToken) is false)
        {
            missing = lacking;
        }

        if (missing > 0)
        {
            throw new RetrainException(ShardDiagnostics.BottlenecksNotKept(
                isShared ? source.Shared!.Name : options.BottleneckDir ?? BottleneckCache.DefaultFolder, missing, part.Shard.ToString()));
        }
    }

    private static BottleneckKey[] Missing(BottleneckCache cache, BottleneckKey[] wanted, Func<BottleneckKey, BottleneckKey> stored) =>
        [.. cache.GetMany([.. wanted.Select(stored)], (_, _) => { }, LookUpKind.ReadBack).Select(index => wanted[index])];

    private static BottleneckKey[] NotIn(SharedCache shared, BottleneckKey[] wanted, CancellationToken cancellationToken) =>
        [.. shared.Fetch(wanted.Length, index => wanted[index], (_, _) => { }, cancellationToken).Select(index => wanted[index])];

    // What an earlier try computed may be in the local cache alone; a shared cache gets it now.
    private static int CountMissing(BottleneckCache local, BottleneckKey[] wanted, SharedCache? shared)
    {
        List<(BottleneckKey Key, ReadOnlyMemory<float> Bottleneck)> found = [];
        int missing = local.GetMany(wanted, (index, values) =>
        {
            if (shared is not null)
            {
                found.Add((wanted[index], values.ToArray()));
            }
        }, LookUpKind.ReadBack).Count;
        shared?.Offer(found);
        return missing;
    }
}
