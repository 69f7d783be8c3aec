using System.Collections.Concurrent;
using Retrain.Runtime.Diagnostics;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Caching;
using Retrain.Training.Digests;
using Retrain.Training.Events;
using Retrain.Training.Files;
using Retrain.Training.Images;

namespace Retrain.Training.Tests.Infrastructure;

/// <summary>Photos, a cache, and runs that bring the photos' bottlenecks into a matrix.</summary>
internal sealed class ExtractionFixture : IDisposable
{
    // Older than the clock's grain, so that a time is trusted.
    private static readonly DateTime LongAgo = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryFolder folder = new();

    public ExtractionFixture(int photos)
    {
        Images = NewImages(photos);
        for (int i = 0; i < photos; i++)
        {
            Write(i, DrawnPhotos.Draw(category: 0, seed: i));
        }
    }

    public IReadOnlyList<LabeledImage> Images { get; }

    public string CacheFolder => folder.PathOf("cache");

    public Backbone Backbone { get; private set; } = AverageColor.Load();

    public bool IgnoresOrientation
    {
        set => Backbone = Backbone with { Preprocessing = Backbone.Preprocessing with { IgnoresOrientation = value } };
    }

    public int Threads { get; set; } = 4;

    public long MaximumPixels { get; set; } = 1_000_000;

    /// <summary>Called with each event of a run.</summary>
    public Action<TrainingEvent> Report { get; set; } = _ => { };

    public ConcurrentQueue<Diagnostic> CacheWarnings { get; } = new();

    /// <summary>Gives a photo other bytes, with a time long ago.</summary>
    public void Write(int image, ReadOnlySpan<byte> bytes, int secondsLater = 0)
    {
        folder.Write(Path.Combine("photos", Images[image].RelativePath), bytes);
        File.SetLastWriteTimeUtc(Images[image].Path, LongAgo.AddSeconds(secondsLater));
    }

    /// <summary>Makes the cache believe that a photo, as it is now, has some bytes.</summary>
    public void Believe(int image, ReadOnlySpan<byte> bytes)
    {
        using BottleneckCache cache = BottleneckCache.Open(CacheFolder, CacheWarnings.Enqueue);
        FileFacts facts = FileFacts.Of(Images[image].Path) with { SeenUtc = DateTime.UtcNow.AddMinutes(1) };
        cache.ImageDigests.Remember([(facts, ImageContent.Of(bytes))]);
    }

    /// <summary>Runs once: gives the photos, how many bottlenecks were computed, and the bottleneck of each photo.</summary>
    public (IReadOnlyList<LabeledImage> Images, int Computed, float[][] Bottlenecks) Load(CancellationToken? cancellationToken = null)
    {
        using BottleneckCache cache = BottleneckCache.Open(CacheFolder, CacheWarnings.Enqueue);
        using BottleneckMatrix matrix = new(Images.Count, Backbone.BottleneckLength);
        IReadOnlyList<LabeledImage> images = NewImages(Images.Count);
        int computed = 0;
        WithComputation(cache, matrix, (lookup, computation) =>
        {
            BottleneckLoader loader = new(lookup, computation, Report);
            loader.LoadImages(images, cancellationToken ?? TestContext.Current.CancellationToken);
            computed = loader.ComputedCount;
        });
        return (images, computed, [.. Enumerable.Range(0, images.Count).Select(row => matrix.PaddedRow(row)[..matrix.Length].ToArray())]);
    }

    /// <summary>Computes the bottlenecks of all photos, none of which is known.</summary>
    public void Compute(Action<int, int> finished)
    {
        using BottleneckCache cache = BottleneckCache.Open(CacheFolder, CacheWarnings.Enqueue);
        using BottleneckMatrix matrix = new(Images.Count, Backbone.BottleneckLength);
        BottleneckJob[] jobs = [.. NewImages(Images.Count).Select((image, i) => new BottleneckJob(image, [new WantedBottleneck(i, null)]))];
        WithComputation(cache, matrix, (_, computation) => computation.Run(jobs, finished, TestContext.Current.CancellationToken));
    }

    private void WithComputation(BottleneckCache cache, BottleneckMatrix matrix, Action<BottleneckLookup, BottleneckComputation> work)
    {
        BottleneckOptions options = new() { Threads = Threads, MaximumPixels = MaximumPixels };
        BottleneckKeys keys = new(Backbone, MaximumPixels);
        BottleneckLookup lookup = new(cache, keys, matrix);
        using NetworkSession session = new(Backbone);
        BottleneckStore store = new(cache, keys.Decoder, matrix);
        using BottleneckComputation computation = new(Backbone, session, options, lookup, new JobClaims(cache, lookup), store);
        work(lookup, computation);
    }

    private IReadOnlyList<LabeledImage> NewImages(int photos) => new Category(
        "photos", 0, folder.PathOf("photos"),
        Enumerable.Range(0, photos).Select(i => new ImageFile(folder.PathOf($"photos/{i}.jpg"), $"{i}.jpg"))).Images;

    public void Dispose() => folder.Dispose();
}
