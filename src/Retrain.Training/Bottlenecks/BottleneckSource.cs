using System.Diagnostics;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Backbones;
using Retrain.Training.Caching;
using Retrain.Training.Categories;
using Retrain.Training.Curation;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;
using Retrain.Training.Distortions;
using Retrain.Training.Events;
using Retrain.Training.Images;
using Retrain.Training.SharedCaches;
using Retrain.Training.Splits;

namespace Retrain.Training.Bottlenecks;

/// <summary>
/// The one door to bottlenecks, retrain.py's cache_bottlenecks: looks up what the cache has, has the rest computed and stored, and splits
/// and distorts the images on the way.
/// </summary>
internal sealed class BottleneckSource : IDisposable
{
    private readonly Backbone backbone;
    private readonly BottleneckOptions options;
    private readonly Action<TrainingEvent> report;
    private readonly NetworkSession session;
    private BottleneckMatrix? matrix;

    /// <param name="report">Told what happens; warnings about the cache come from any thread.</param>
    /// <exception cref="RetrainException">
    /// RT3001: the cache's folder was named and cannot be made. RT4070: the address of the shared cache is not one.
    /// </exception>
    public BottleneckSource(Backbone backbone, BottleneckOptions options, Action<TrainingEvent> report)
    {
        this.backbone = backbone;
        this.options = options;
        this.report = report;
        session = new NetworkSession(backbone);
        Shared = options.SharedCache.Open(Warn);
        string folder = options.BottleneckDir ?? BottleneckCache.DefaultFolder;
        if (options.OpensNetworkAhead || (Shared is null && !CacheFile.ExistsIn(folder)))
        {
            session.OpenAhead();
        }

        Cache = BottleneckCache.Open(folder, Warn, options.BottleneckDir is not null);
        report(new CacheOpened(folder));
    }

    public BottleneckCache Cache { get; }

    /// <summary>The cache behind it; <see langword="null"/> for none.</summary>
    public SharedCache? Shared { get; }

    /// <summary>The number of bottlenecks that the network was run for.</summary>
    public int ComputedCount { get; private set; }

    /// <summary>Reads and splits the images, and brings their bottlenecks and those of their distorted variants together.</summary>
    /// <exception cref="RetrainException">
    /// Fewer than two categories are readable, or any image is unreadable and the set is strict.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled; what was computed is in the cache.</exception>
    public LabeledBottlenecks Load(
        ImageSet images, SplitOptions split, DistortionOptions distortions, long seed, CancellationToken cancellationToken)
    {
        IReadOnlyList<LabeledImage> all = images.Images;
        report(new CategoriesFound(images.Categories.Count, all.Count));
        int variantsPerImage = distortions.AnyDistortion ? distortions.Variants : 0;
        long rows = all.Count * (1L + variantsPerImage);
        if (rows > int.MaxValue)
        {
            throw new RetrainException(CacheDiagnostics.TooManyBottlenecks(images.Origin, all.Count, variantsPerImage));
        }

        using BottleneckComputation computation = Open((int)rows, out BottleneckLoader loader);
        long started = Stopwatch.GetTimestamp();
        loader.LoadImages(all, cancellationToken);
        loader.Finish(all.Count, all.Count(image => image.Problem is not null), Stopwatch.GetElapsedTime(started));
        if (variantsPerImage == 0)
        {
            session.Close(); // no distorted photo needs it, and its memory is free for the lists of a large set
            OldLists.Free(all.Count);
        }

        ImageSet readableSet = DecidedImages.Of(images, report).Readable(Warn);
        IReadOnlyList<LabeledImage> readable = readableSet.Images;
        if (readable.Any(image => image.Problem is not null))
        {
            readable = [.. readable.Where(image => image.Problem is null)];
        }

        SplitAssignment.Assign(readable, split, Warn);
        int Count(Split wanted) => readable.Count(image => image.Split == wanted);
        report(new SplitFinished(Count(Split.Training), Count(Split.Validation), Count(Split.Testing)));
        VariantRows variants = new(all.Count, variantsPerImage);
        if (variantsPerImage > 0)
        {
            LabeledImage[] distorted = [.. readable.Where(image => image.Split is Split.Training)];
            LoadVariants(loader, distorted, variants, distortions, seed, cancellationToken);
        }

        ComputedCount = loader.ComputedCount;
        return new LabeledBottlenecks(images.Origin, [.. readableSet.Categories.Select(category => category.Label)], readable, matrix!)
        {
            Decisions = images.Decisions,
            Variants = variants,
        };
    }

    /// <summary>Brings the bottlenecks of images together that are not to be split; an image that cannot be read has a problem.</summary>
    /// <returns>The bottlenecks in the rows of the images, until this is disposed of.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; what was computed is in the cache.</exception>
    public BottleneckMatrix Load(IReadOnlyList<LabeledImage> images, CancellationToken cancellationToken)
    {
        using BottleneckComputation computation = Open(images.Count, out BottleneckLoader loader);
        loader.LoadImages(images, cancellationToken);
        ComputedCount = loader.ComputedCount;
        return matrix!;
    }

    /// <summary>Brings the bottlenecks of images by in groups that fit in memory, however many images there are.</summary>
    /// <param name="images">The images. One that cannot be read has a problem afterwards, and a row without meaning.</param>
    /// <param name="group">Receives the images of a group, and their bottlenecks in rows from 0 on, which are gone when it returns.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="OperationCanceledException">Cancelled; what was computed is in the cache.</exception>
    public void LoadInGroups(
        IReadOnlyList<LabeledImage> images,
        Action<IReadOnlyList<LabeledImage>, BottleneckMatrix> group,
        CancellationToken cancellationToken)
    {
        int size = BottleneckMatrix.RowsInMemory(backbone.BottleneckLength);
        (int done, int computed) = (0, 0);
        using BottleneckComputation computation = Open(Math.Min(size, images.Count), out BottleneckLoader loader, ReportGroup);

        // A shared cache wants files read whose digests are not known, by the cache itself.
        using DigestsAhead? ahead = Shared is null ? new DigestsAhead(options.BottleneckDir ?? BottleneckCache.DefaultFolder) : null;
        LabeledImage[][] groups = [.. images.Chunk(size)];
        for (int i = 0; i < groups.Length; i++)
        {
            Load(groups, i);
            group(groups[i], matrix!);
            done += groups[i].Length;
            computed = loader.ComputedCount;
        }

        ComputedCount = computed;

        void Load(LabeledImage[][] groups, int i)
        {
            if (ahead is null)
            {
                loader.LoadImages(groups[i], cancellationToken);
                return;
            }

            if (i == 0)
            {
                ahead.Begin(groups[0], cancellationToken);
            }

            ahead.End();
            if (i + 1 < groups.Length)
            {
                ahead.Begin(groups[i + 1], cancellationToken);
            }

            loader.LoadKnown(groups[i], cancellationToken);
        }

        void ReportGroup(TrainingEvent trainingEvent) => report(trainingEvent is BottlenecksProgressed progressed
            ? new BottlenecksProgressed(done + progressed.Done, images.Count, computed + progressed.Computed)
            : trainingEvent);
    }

    public void Dispose()
    {
        session.Dispose();
        Shared?.Dispose();
        matrix?.Dispose();
        Cache.Dispose();
    }

    private BottleneckComputation Open(int rows, out BottleneckLoader loader, Action<TrainingEvent>? reportOther = null)
    {
        matrix?.Dispose();
        matrix = new BottleneckMatrix(rows, backbone.BottleneckLength);
        BottleneckKeys keys = new(backbone, options.MaximumPixels);
        BottleneckLookup lookup = new(Cache, keys, matrix)
        {
            UsesImported = options.UsesImported,
            Shared = Shared is null ? null : new SharedLookup(Shared, Cache, matrix, options.Threads),
        };
        BottleneckStore store = new(Cache, keys.Decoder, matrix, Shared);
        BottleneckComputation computation = new(backbone, session, options, lookup, new JobClaims(Cache, lookup), store);
        loader = new(lookup, computation, reportOther ?? report);
        return computation;
    }

    private void LoadVariants(
        BottleneckLoader loader,
        LabeledImage[] images,
        VariantRows variants,
        DistortionOptions distortions,
        long seed,
        CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        foreach (LabeledImage image in images)
        {
            image.HasChanged = false;
        }

        BottleneckJobs jobs = new(
            images, variants.OfEach, (image, variant) => new WantedBottleneck(variants.FirstOf(image) + variant, Draw(image, variant)));
        loader.Load(jobs, cancellationToken);
        loader.Finish(images.Length * variants.OfEach, images.Count(image => image.Problem is not null), Stopwatch.GetElapsedTime(started));

        // The images were read and put into sets a moment ago.
        if (images.FirstOrDefault(image => image.Problem is not null || image.HasChanged) is LabeledImage lost)
        {
            throw new RetrainException(lost.Problem ?? DataDiagnostics.ChangedDuringRun(lost.Path));
        }

        Distortion Draw(LabeledImage image, int variant) =>
            Distortion.Draw(distortions, image.Digest, variant, seed, backbone.WidthPixels, backbone.HeightPixels);
    }

    private void Warn(Diagnostic diagnostic) => report(new ProblemFound(diagnostic));
}
