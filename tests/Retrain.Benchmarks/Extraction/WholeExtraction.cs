using System.Diagnostics;
using Retrain.Benchmarks.Photos;
using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Caching;

namespace Retrain.Benchmarks.Extraction;

/// <summary>The extraction of a whole run: from files to bottlenecks, in a matrix and in a cache that was empty.</summary>
/// <param name="ImagesPerSecond">The rate after the first image.</param>
/// <param name="FirstImage">The time of the first image, which starts the network.</param>
internal sealed record WholeExtraction(double ImagesPerSecond, TimeSpan FirstImage)
{
    public static WholeExtraction Run(PhotoSet photos, Backbone backbone)
    {
        using TemporaryFolder temporary = new();
        BottleneckOptions options = photos.OptionsIn(temporary).Bottlenecks;
        using BottleneckCache cache = BottleneckCache.Open(
            options.BottleneckDir!, problem => throw new InvalidOperationException($"{problem}"));
        using BottleneckMatrix matrix = new(photos.Images.Count, backbone.BottleneckLength);
        BottleneckKeys keys = new(backbone, options.MaximumPixels);
        BottleneckLookup lookup = new(cache, keys, matrix);
        using NetworkSession session = new(backbone);
        BottleneckStore store = new(cache, keys.Decoder, matrix);
        using BottleneckComputation computation = new(backbone, session, options, lookup, new JobClaims(cache, lookup), store);
        BottleneckJob[] jobs = [.. photos.Images.Select((image, i) => new BottleneckJob(image, [new WantedBottleneck(i, null)]))];

        TimeSpan first = Time(computation, jobs[..1]);
        TimeSpan others = Time(computation, jobs[1..]);
        return new WholeExtraction((jobs.Length - 1) / others.TotalSeconds, first);
    }

    private static TimeSpan Time(BottleneckComputation computation, BottleneckJob[] jobs)
    {
        int computed = 0;
        long started = Stopwatch.GetTimestamp();
        computation.Run(jobs, (now, _) => Interlocked.Add(ref computed, now), CancellationToken.None);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
        return computed == jobs.Length
            ? elapsed
            : throw new InvalidOperationException(
                $"{computed} of {jobs.Length} bottlenecks were computed: the folder has images that cannot be read or occur twice");
    }
}
