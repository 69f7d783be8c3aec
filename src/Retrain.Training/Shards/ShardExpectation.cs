using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Caching;
using Retrain.Training.Categories;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;
using Retrain.Training.Events;
using Retrain.Training.Images;
using Retrain.Training.Options;

namespace Retrain.Training.Shards;

/// <summary>Checks that every part of the photos as they are now was extracted with the flags as they are now.</summary>
/// <param name="options">The options of the training that will follow.</param>
/// <param name="results">The place of the results.</param>
/// <param name="show">Told what happens, one event at a time.</param>
internal sealed class ShardExpectation(RetrainOptions options, ShardResults results, Action<TrainingEvent> show)
{
    private readonly EventStream events = new(new ProblemsOnce(show).Show);

    /// <summary>Checks all parts, and reports those that were not extracted.</summary>
    /// <param name="count">The number of parts.</param>
    /// <exception cref="RetrainException">The photos or the options cannot be used.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public PartStates Run(int count, CancellationToken cancellationToken)
    {
        ImageSet images = options.Data.Read(events.Warn, cancellationToken);
        Backbone backbone = BackboneCatalog.Load(options.Backbone, events.Report, cancellationToken);
        IReadOnlyList<LabeledImage> all = images.Images;
        events.Report(new CategoriesFound(images.Categories.Count, all.Count));
        ReadDigests(all, cancellationToken);
        ShardFlags flags = ShardFlags.Of(backbone, options.Bottlenecks);
        List<ShardResult> done = [], ofOtherFlags = [];
        List<int> missing = [], changed = [], unsigned = [], unusable = [];
        foreach (PartPhotos part in PartPhotos.Divide(options.Data.ImageDir, all, count))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Digest photos = part.ComputeDigest();
            FoundResult found = results.Read(part, photos, flags, events.Warn, cancellationToken);
            if (found.Result is not ShardResult result)
            {
                missing.Add(part.Shard.Number);
                unsigned.AddRange(found.IsUnsigned ? [part.Shard.Number] : []);
                unusable.AddRange(found.IsUnusable ? [part.Shard.Number] : []);
            }
            else if (result.Flags != flags)
            {
                ofOtherFlags.Add(result);
            }
            else if (result.Photos != photos || result.PhotoCount != part.Images.Count || result.UnreadableCount > result.PhotoCount)
            {
                changed.Add(part.Shard.Number);
            }
            else
            {
                done.Add(result);
            }
        }

        PartStates states = new(count, done, missing, [.. ofOtherFlags.Select(result => result.Shard.Number)], changed)
        {
            Unsigned = unsigned,
            Unusable = unusable,
        };
        Report(states, [.. ofOtherFlags.SelectMany(result => result.Flags.Differences(flags)).Distinct().Order(StringComparer.Ordinal)]);
        return states;
    }

    // The digests stay in the cache, so that the training need not read the photos again.
    private void ReadDigests(IReadOnlyList<LabeledImage> images, CancellationToken cancellationToken)
    {
        using BottleneckCache cache = BottleneckCache.Open(
            options.Bottlenecks.BottleneckDir ?? BottleneckCache.DefaultFolder, events.Warn, options.Bottlenecks.BottleneckDir is not null);
        new DigestLookup(cache.ImageDigests).FindOrRead(images, options.Bottlenecks.Threads, cancellationToken);
    }

    private void Report(PartStates states, IReadOnlyList<string> differences)
    {
        ShardResult[] withProblems = [.. states.Done.Where(result => result.UnreadableCount > 0)];
        Diagnostic?[] problems =
        [
            withProblems.Length > 0 ? Unreadable(withProblems) : null,
            states.Unsigned.Count > 0 ? ShardDiagnostics.PartsNotSigned(results.Place, NumberRanges.Of(states.Unsigned)) : null,
            states.WithoutResult.Count > 0
                ? ShardDiagnostics.PartsMissing(results.Place, states.WithoutResult.Count, NumberRanges.Of(states.WithoutResult)) : null,
            states.OfOtherFlags.Count > 0
                ? ShardDiagnostics.PartsOfOtherFlags(results.Place, NumberRanges.Of(states.OfOtherFlags), differences) : null,
            states.Changed.Count > 0 ? ShardDiagnostics.PartsChanged(results.Place, NumberRanges.Of(states.Changed)) : null,
            states.WithoutResult.Count == states.Count ? results.ExplainNone(states.Count) : null,
            states.AreComplete ? null : ShardDiagnostics.PartsIncomplete(states.ToRunAgain.Count, states.Count, states.Array),
        ];
        Array.ForEach([.. problems.OfType<Diagnostic>()], events.Warn);
    }

    private Diagnostic Unreadable(ShardResult[] parts)
    {
        PhotoProblem first = parts[0].Problems[0];
        return ShardDiagnostics.PhotosUnreadable(
            results.Place, parts.Sum(part => part.UnreadableCount), NumberRanges.Of([.. parts.Select(part => part.Shard.Number)]),
            $"'{first.Path}' ({first.Code})");
    }
}
