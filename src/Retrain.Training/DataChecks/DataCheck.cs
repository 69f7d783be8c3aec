using Retrain.Runtime;
using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Caching;
using Retrain.Training.Digests;
using Retrain.Training.Events;
using Retrain.Training.Images;
using Retrain.Training.Options;
using Retrain.Training.Splits;

namespace Retrain.Training.DataChecks;

/// <summary>Looks for problems of images. It shares the cached bottlenecks with training, so that they are computed only once.</summary>
/// <param name="options">The options of a training.</param>
/// <param name="show">Receives the events, one at a time.</param>
internal sealed class DataCheck(RetrainOptions options, Action<TrainingEvent> show)
{
    private readonly FoundWhileReading whileReading = new();

    /// <exception cref="RetrainException">The images cannot be used at all.</exception>
    /// <exception cref="OperationCanceledException">The check was cancelled; computed bottlenecks are cached.</exception>
    public DataCheckResult Run(CancellationToken cancellationToken)
    {
        EventStream events = new(show, whileReading.Add);
        ImageSet images = options.Data.Read(events.Warn, cancellationToken);
        Backbone backbone = BackboneCatalog.Load(options.Backbone, events.Report, cancellationToken);
        events.Report(new BackboneLoaded(backbone.Name, backbone.Digest, backbone.BottleneckLength));
        using BottleneckSource source = new(backbone, options.Bottlenecks, events.Report);
        LabeledBottlenecks bottlenecks = source.Load(images, options.Split, options.Distortions, options.Seed, cancellationToken);

        // The dot product of vectors of length 1 is a cosine.
        UnitRows.Normalize(bottlenecks.Matrix, [.. bottlenecks.Images.Select(image => image.Row)], cancellationToken);
        IEnumerable<Finding> findings = Findings(bottlenecks, source.Cache, backbone, options, cancellationToken);
        return new DataCheckResult(
            bottlenecks.Images.Count, bottlenecks.Labels.Count,
            [.. whileReading.Findings.Concat(findings).OrderBy(finding => finding.Kind)]);
    }

    /// <summary>Finds all problems of images that a training has read. Their bottlenecks stay as they are.</summary>
    /// <param name="whileReading">The problems that the training met while it read them.</param>
    /// <exception cref="RetrainException">RT1005 or RT1019: an image has changed since the run began.</exception>
    public static IReadOnlyList<Finding> OfTraining(
        LabeledBottlenecks images, IReadOnlyList<Finding> whileReading, BottleneckCache cache, Backbone backbone, RetrainOptions options,
        CancellationToken cancellationToken)
    {
        using BottleneckMatrix unit = UnitRows.Copy(images, cancellationToken);
        IReadOnlyList<Finding> findings = Findings(images with { Matrix = unit }, cache, backbone, options, cancellationToken);
        return [.. whileReading.Concat(findings).OrderBy(finding => finding.Kind)];
    }

    /// <summary>Reports what digests and counts show at once: the split of the images, and the problems that need no search.</summary>
    /// <param name="isReported">Whether a report of the run lists all problems.</param>
    public static void ReportQuickly(LabeledBottlenecks images, bool isReported, Action<TrainingEvent> report)
    {
        int[,] counts = images.CountBySplit();
        foreach ((int label, string text) in images.Labels.Index())
        {
            int Count(Split split) => counts[label, (int)split];
            report(new LabelSplit(text, Count(Split.Training), Count(Split.Validation), Count(Split.Testing)));
        }

        Dictionary<FindingKind, int> found = [];
        List<Finding> reported = [];
        foreach (Finding finding in Duplicates.Exact(images).Concat(ConflictingLabels.In(images, [])).Concat(Imbalance.In(images)))
        {
            found[finding.Kind] = found.GetValueOrDefault(finding.Kind) + 1;
            if (isReported)
            {
                reported.Add(finding);
            }
        }

        if (found.Count > 0)
        {
            report(new DataProblemsFound(found, isReported) { Findings = reported });
        }
    }

    /// <summary>Finds all problems of images that were read.</summary>
    /// <param name="images">The images, with bottlenecks of length 1.</param>
    /// <param name="fingerprints">The fingerprint of each image.</param>
    public static IReadOnlyList<Finding> Findings(
        LabeledBottlenecks images, IReadOnlyList<Fingerprint> fingerprints, long seed, int threads, CancellationToken cancellationToken)
    {
        IReadOnlyList<Twins> twins = TwinSearch.Find(images, fingerprints, threads, cancellationToken);
        IReadOnlyList<int> groups = TwinGroups.Of(images, twins);
        CrossValidation validation = CrossValidation.Run(images, groups, (ulong)seed, cancellationToken);
        return
        [
            .. Duplicates.Exact(images),
            .. Duplicates.Near(images, twins),
            .. ConflictingLabels.In(images, twins),
            .. Leakage.In(images, twins, images.Origin, (ulong)seed, cancellationToken),
            .. LabelErrors.In(images, validation),
            .. SimilarCategories.In(images, validation),
            .. Imbalance.In(images),
            .. UnusualFiles.Rotated(images, fingerprints),
            .. UnusualFiles.WideGamut(images, fingerprints),
            .. UnusualFiles.Huge(images, fingerprints),
            .. Outliers.In(images, groups, (ulong)seed, threads, cancellationToken),
        ];
    }

    private static IReadOnlyList<Finding> Findings(
        LabeledBottlenecks images, BottleneckCache cache, Backbone backbone, RetrainOptions options, CancellationToken cancellationToken)
    {
        FingerprintReader reader = new(cache, options.Bottlenecks, backbone.Preprocessing.IgnoresOrientation);
        return Findings(
            images, reader.Read(images.Images, cancellationToken), options.Seed, options.Bottlenecks.Threads, cancellationToken);
    }
}
