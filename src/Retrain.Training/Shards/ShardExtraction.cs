using System.Diagnostics;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Categories;
using Retrain.Training.Diagnostics;
using Retrain.Training.Events;
using Retrain.Training.Images;
using Retrain.Training.Options;

namespace Retrain.Training.Shards;

/// <summary>Extracts the bottlenecks of one part of the photos into the cache, and writes down that it did.</summary>
/// <param name="options">The options of the training that will follow.</param>
/// <param name="results">The place for the result.</param>
/// <param name="show">Told what happens, one event at a time.</param>
internal sealed class ShardExtraction(RetrainOptions options, ShardResults results, Action<TrainingEvent> show)
{
    private readonly EventStream events = new(new ProblemsOnce(show).Show);

    /// <summary>Extracts one part.</summary>
    /// <returns>The result, which was written.</returns>
    /// <exception cref="RetrainException">
    /// The photos or the options cannot be used. RT3030 or RT3031: the result or the bottlenecks could not be kept.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled: computed bottlenecks are cached, and no result was written.</exception>
    public ShardResult Run(Shard shard, CancellationToken cancellationToken)
    {
        BackboneCatalog.ReadAhead(options.Backbone);
        results.RequireWritable(shard, cancellationToken);
        ImageSet images = options.Data.Read(events.Warn, cancellationToken);
        Backbone backbone = BackboneCatalog.Load(options.Backbone, events.Report, cancellationToken);
        events.Report(new BackboneLoaded(backbone.Name, backbone.Digest, backbone.BottleneckLength));
        IReadOnlyList<LabeledImage> all = images.Images;
        PartPhotos part = PartPhotos.Of(shard, options.Data.ImageDir, all);
        events.Report(new CategoriesFound(images.Categories.Count, all.Count));
        events.Report(new PartFound(shard, part.Images.Count));
        if (part.Images.Count > 0)
        {
            Extract(part, backbone, cancellationToken);
        }

        PhotoProblem[] problems = [.. part.Problems];
        ShardResult result = new()
        {
            Shard = shard,
            ToolVersion = EngineVersion.Text,
            Flags = ShardFlags.Of(backbone, options.Bottlenecks),
            Photos = part.ComputeDigest(),
            PhotoCount = part.Images.Count,
            UnreadableCount = problems.Length,
            Problems = [.. problems.Take(ShardResult.MostProblems)],
        };
        events.Report(new PartFinished(result, results.Write(result, part, cancellationToken)));
        return result;
    }

    private void Extract(PartPhotos part, Backbone backbone, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        BottleneckOptions patient = PartProof.Patient(options.Bottlenecks);
        using BottleneckSource source = new(backbone, patient, events.Report);
        source.Load(part.Images, cancellationToken);
        int unreadable = part.Images.Count(image => image.Problem is not null);
        events.Report(new BottlenecksFinished(
            part.Images.Count - unreadable - source.ComputedCount, source.ComputedCount, unreadable, Stopwatch.GetElapsedTime(started))
        {
            Fetched = source.Shared?.FetchedCount ?? 0,
        });
        foreach (Diagnostic problem in ProblemSummary.Of(part.Images))
        {
            events.Warn(problem with { Severity = Severity.Warning });
        }

        new PartProof(part, backbone, patient, events.Warn).Require(source, cancellationToken);
    }
}
