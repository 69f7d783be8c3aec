using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.ExceptionServices;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Images;
using Retrain.Training.Backbones;
using Retrain.Training.Caching;
using Retrain.Training.Categories;
using Retrain.Training.Digests;
using Retrain.Training.Distortions;
using Retrain.Training.Files;
using Retrain.Training.Options;

namespace Retrain.Training.Bottlenecks;

/// <summary>
/// Computes the bottlenecks that are not cached: a thread for each core, each of which decodes a photo and runs the network on it, alone
/// and single-threaded. That is the fastest way through a small network, and no value depends on the number of threads.
/// </summary>
internal sealed class BottleneckExtractor : IDisposable
{
    private readonly Backbone backbone;
    private readonly BottleneckCache cache;
    private readonly RetrainOptions options;
    private readonly BottleneckRecipe recipe;
    private readonly ImagePreprocessor preprocessor;
    private readonly Lazy<GraphSession> session;

    public BottleneckExtractor(Backbone backbone, BottleneckCache cache, RetrainOptions options)
    {
        this.backbone = backbone;
        this.cache = cache;
        this.options = options;
        recipe = RecipeOf(null);
        Decoder = string.Create(CultureInfo.InvariantCulture, $"{backbone.Preprocessing} max_pixels={options.Bottlenecks.MaximumPixels}");
        preprocessor = new ImagePreprocessor(backbone.WidthPixels, backbone.HeightPixels, backbone.Normalization, options.Bottlenecks.MaximumPixels);

        // When everything is cached no network is started.
        session = new Lazy<GraphSession>(backbone.OpenSession);
    }

    /// <summary>What decides whether bytes are an image: the decoder's version, with the preprocessing's, and the limit.</summary>
    public string Decoder { get; }

    /// <summary>The cache's key of a bottleneck.</summary>
    public BottleneckKey KeyOf(Digest image, Distortion? distortion) => (distortion is null ? recipe : RecipeOf(distortion)).KeyOf(image);

    /// <summary>Fills the rows of <paramref name="matrix"/> that the jobs name.</summary>
    /// <param name="finished">Called after each job, from any thread, with the number of bottlenecks it computed and of those it was asked for.</param>
    /// <returns>What came of each job.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; what was computed is in the cache.</exception>
    public IReadOnlyList<ExtractionOutcome> Run(
        IReadOnlyList<ExtractionJob> jobs, BottleneckMatrix matrix, Action<int, int> finished, CancellationToken cancellationToken)
    {
        ExtractionOutcome[] outcomes = new ExtractionOutcome[jobs.Count];
        PendingBottlenecks pending = new(cache, Decoder);
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = options.Bottlenecks.Threads, CancellationToken = cancellationToken };
        try
        {
            Parallel.ForEach(
                Partitioner.Create(Enumerable.Range(0, jobs.Count), EnumerablePartitionerOptions.NoBuffering),
                parallel,
                () => new ExtractionBuffers(backbone),
                (i, _, buffers) =>
                {
                    outcomes[i] = Attempt(jobs[i], matrix, pending, buffers);
                    finished(outcomes[i].Computed, jobs[i].Targets.Count);
                    return buffers;
                },
                _ => { });
        }
        catch (AggregateException exception) when (exception.InnerExceptions.All(inner => inner is RetrainException))
        {
            // Several threads may have met a problem at once; the user mends one after the other. A mistake of ours among them is not hidden.
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }
        finally
        {
            pending.Store();
        }

        return outcomes;
    }

    public void Dispose()
    {
        if (session.IsValueCreated)
        {
            session.Value.Dispose();
        }
    }

    private ExtractionOutcome Attempt(ExtractionJob job, BottleneckMatrix matrix, PendingBottlenecks pending, ExtractionBuffers buffers)
    {
        FileFacts facts;
        ReadOnlyMemory<byte> encoded;
        try
        {
            facts = FileFacts.Of(job.Image.Path);
            encoded = buffers.Read(job.Image.Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ExtractionOutcome.Unreadable(ImageDiagnostics.Unreachable(job.Image.Path, exception.Message.TrimEnd('.')));
        }
        catch (RetrainException exception) when (ImageDiagnostics.IsAboutAnImage(exception.Diagnostic))
        {
            return ExtractionOutcome.Unreadable(exception.Diagnostic);
        }

        Digest digest = Digest.Of(encoded.Span);
        IReadOnlyList<BottleneckTarget> targets = job.Targets;
        if (job.Digest != digest)
        {
            // New, or touched and perhaps the same, or changed since the run began.
            pending.Add(facts, digest);
            targets = Missing(digest, targets, matrix);
        }

        try
        {
            Compute(job.Image, encoded, digest, targets, matrix, pending, buffers);
            return new ExtractionOutcome(digest, targets.Count, null);
        }
        catch (RetrainException exception) when (ImageDiagnostics.IsAboutAnImage(exception.Diagnostic))
        {
            pending.Add(digest, exception.Diagnostic);
            return ExtractionOutcome.Unreadable(exception.Diagnostic);
        }
    }

    private void Compute(
        ImageFile image,
        ReadOnlyMemory<byte> encoded,
        Digest digest,
        IReadOnlyList<BottleneckTarget> targets,
        BottleneckMatrix matrix,
        PendingBottlenecks pending,
        ExtractionBuffers buffers)
    {
        if (targets.Count == 0)
        {
            return;
        }

        using PixelBuffer pixels = ImageDecoder.Decode(encoded, image.Path, options.Bottlenecks.MaximumPixels);
        foreach (BottleneckTarget target in targets)
        {
            Prepare(pixels, target.Distortion, buffers);
            session.Value.Run(buffers.Input, 1, buffers.Bottleneck);
            matrix.Write(target.Row, buffers.Bottleneck);
            pending.Add(KeyOf(digest, target.Distortion), buffers.Bottleneck);
        }
    }

    private List<BottleneckTarget> Missing(Digest digest, IReadOnlyList<BottleneckTarget> targets, BottleneckMatrix matrix)
    {
        BottleneckKey[] keys = [.. targets.Select(target => KeyOf(digest, target.Distortion))];
        return [.. cache.GetMany(keys, (i, values) => matrix.Write(targets[i].Row, values)).Select(i => targets[i])];
    }

    // The order of retrain.py's add_input_distortions; the network's normalisation comes last.
    private void Prepare(PixelBuffer pixels, Distortion? distortion, ExtractionBuffers buffers)
    {
        if (distortion is null)
        {
            preprocessor.Prepare(pixels, buffers.Input);
            return;
        }

        distortion.Apply(pixels, backbone.WidthPixels, backbone.HeightPixels, buffers.Input);
        backbone.Normalization.Apply(buffers.Input);
    }

    private BottleneckRecipe RecipeOf(Distortion? distortion) =>
        new(backbone.Digest, backbone.BottleneckTensor, backbone.Preprocessing, distortion?.ToString() ?? "");
}
