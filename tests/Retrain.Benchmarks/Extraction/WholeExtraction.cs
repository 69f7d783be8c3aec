using System.Diagnostics;
using Retrain.Benchmarks.Photos;
using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Caching;
using Retrain.Training.Options;

namespace Retrain.Benchmarks.Extraction;

/// <summary>What a run does: files to bottlenecks, in a matrix and in a cache that was empty.</summary>
/// <param name="ImagesPerSecond">Without the first image.</param>
/// <param name="FirstImage">Starts the network.</param>
internal sealed record WholeExtraction(double ImagesPerSecond, TimeSpan FirstImage)
{
    public static WholeExtraction Run(PhotoSet photos)
    {
        using TemporaryFolder temporary = new();
        RetrainOptions options = photos.OptionsIn(temporary);
        Backbone backbone = EfficientNetLite.Load();
        using BottleneckCache cache = BottleneckCache.Open(options.Bottlenecks.BottleneckDir!, problem => throw new InvalidOperationException($"{problem}"));
        using BottleneckExtractor extractor = new(backbone, cache, options);
        using BottleneckMatrix matrix = new(photos.Images.Count, backbone.BottleneckLength);
        ExtractionJob[] jobs =
            [.. photos.Images.Select((image, i) => new ExtractionJob(image, null, [new BottleneckTarget(i, null)]))];

        TimeSpan first = Time(extractor, jobs[..1], matrix);
        TimeSpan others = Time(extractor, jobs[1..], matrix);
        return new WholeExtraction((jobs.Length - 1) / others.TotalSeconds, first);
    }

    private static TimeSpan Time(BottleneckExtractor extractor, ExtractionJob[] jobs, BottleneckMatrix matrix)
    {
        long started = Stopwatch.GetTimestamp();
        IReadOnlyList<ExtractionOutcome> outcomes = extractor.Run(jobs, matrix, (_, _) => { }, CancellationToken.None);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
        int computed = outcomes.Sum(outcome => outcome.Computed);
        return computed == jobs.Length
            ? elapsed
            : throw new InvalidOperationException($"{computed} of {jobs.Length} bottlenecks were computed: the folder has images that cannot be read or occur twice");
    }
}
