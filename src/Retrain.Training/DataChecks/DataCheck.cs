using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Caching;
using Retrain.Training.Categories;
using Retrain.Training.Digests;
using Retrain.Training.Events;
using Retrain.Training.Options;

namespace Retrain.Training.DataChecks;

/// <summary>Looks for what is wrong with images, on the bottlenecks that a training uses too, so that neither computes them twice.</summary>
/// <param name="options">Those of a training.</param>
/// <param name="show">Told what happens, one event at a time.</param>
internal sealed class DataCheck(RetrainOptions options, Action<TrainingEvent> show)
{
    private readonly Lock showing = new();
    private readonly List<Finding> whileReading = [];

    /// <exception cref="RetrainException">The images cannot be used at all.</exception>
    /// <exception cref="OperationCanceledException">Cancelled: computed bottlenecks are cached.</exception>
    public DataCheckResult Run(CancellationToken cancellationToken)
    {
        IReadOnlyList<Category> categories = ImageFolder.Read(options.Data.ImageDir, options.Data.Strict, Warn, cancellationToken);
        string[] labels = [.. categories.Select(category => category.Label)];
        Backbone backbone = BackboneCatalog.Load(options.Backbone, Report, cancellationToken);
        Report(new BackboneLoaded(backbone.Name, backbone.Digest, backbone.BottleneckLength));
        string cacheFolder = options.Bottlenecks.BottleneckDir ?? BottleneckCache.DefaultFolder;
        using BottleneckCache cache = BottleneckCache.Open(cacheFolder, Warn, options.Bottlenecks.BottleneckDir is not null);
        Report(new CacheOpened(cacheFolder));
        using BottleneckExtractor extractor = new(backbone, cache, options);
        using BottleneckSource source = new(options, backbone, new BottleneckLoader(cache, extractor, Report), Report);
        CheckedImages images = CheckedImages.Of(source.Load(categories, cancellationToken), labels).Normalize(cancellationToken);
        IReadOnlyList<Fingerprint> fingerprints = new FingerprintReader(cache, options).Read(images.Images, cancellationToken);
        return new DataCheckResult(images.Count, labels.Length,
            [.. whileReading.Concat(Findings(images, fingerprints, options, cancellationToken)).OrderBy(finding => finding.Kind)]);
    }

    /// <summary>What can be told at once, from digests and counts; every training says it.</summary>
    public static IReadOnlyList<Finding> QuickFindings(CheckedImages images) =>
        [.. Duplicates.Exact(images), .. ConflictingLabels.In(images, []), .. Imbalance.In(images)];

    /// <summary>All that can be told of images that were read.</summary>
    /// <param name="images">With normalised bottlenecks.</param>
    public static IReadOnlyList<Finding> Findings(
        CheckedImages images, IReadOnlyList<Fingerprint> fingerprints, RetrainOptions options, CancellationToken cancellationToken)
    {
        ulong seed = (ulong)options.Seed;
        IReadOnlyList<Twins> twins = TwinSearch.Find(images, fingerprints, options.Bottlenecks.Threads, cancellationToken);
        IReadOnlyList<int> groups = TwinGroups.Of(images, twins);
        CrossValidation validation = CrossValidation.Run(images, groups, seed, cancellationToken);
        return
        [
            .. Duplicates.Exact(images),
            .. Duplicates.Near(images, twins),
            .. ConflictingLabels.In(images, twins),
            .. Leakage.In(images, twins, options.Data.ImageDir, seed, cancellationToken),
            .. LabelErrors.In(images, validation),
            .. SimilarCategories.In(images, validation),
            .. Imbalance.In(images),
            .. UnusualFiles.Rotated(images, fingerprints),
            .. UnusualFiles.Huge(images, fingerprints),
            .. Outliers.In(images, groups, seed, options.Bottlenecks.Threads, cancellationToken),
        ];
    }

    private void Warn(Diagnostic diagnostic) => Report(new ProblemFound(diagnostic));

    // Warnings about the cache come from whatever thread uses it.
    private void Report(TrainingEvent trainingEvent)
    {
        lock (showing)
        {
            show(trainingEvent);
            if (trainingEvent is ProblemFound { Diagnostic: { Origin: string origin } diagnostic } && FindingKinds.Of(diagnostic) is FindingKind kind)
            {
                whileReading.Add(new Finding(kind, [origin], null, null, 1, diagnostic));
            }
        }
    }
}
