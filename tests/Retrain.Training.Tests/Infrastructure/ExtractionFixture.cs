using System.Collections.Concurrent;
using Retrain.Runtime.Diagnostics;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Caching;
using Retrain.Training.Categories;
using Retrain.Training.Events;
using Retrain.Training.Options;

namespace Retrain.Training.Tests.Infrastructure;

/// <summary>Photos, a cache, and runs that bring the photos' bottlenecks into a matrix.</summary>
internal sealed class ExtractionFixture : IDisposable
{
    // Older than the clock's grain, so that a time is trusted.
    private static readonly DateTime LongAgo = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly Backbone Backbone = AverageColor.Load();

    private readonly TemporaryFolder folder = new();

    public ExtractionFixture(int photos)
    {
        Images = [.. Enumerable.Range(0, photos).Select(i => new ImageFile(folder.PathOf($"photos/{i}.jpg"), $"{i}.jpg"))];
        for (int i = 0; i < photos; i++)
        {
            Write(i, DrawnPhotos.Draw(category: 0, seed: i));
        }
    }

    public IReadOnlyList<ImageFile> Images { get; }

    public string CacheFolder => folder.PathOf("cache");

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

    public RetrainOptions Options => new()
    {
        Data = new() { ImageDir = folder.PathOf("photos") },
        Bottlenecks = new() { Threads = Threads, MaximumPixels = MaximumPixels },
    };

    /// <summary>One run: what came of each photo, and its bottleneck.</summary>
    public (IReadOnlyList<ExtractionOutcome> Outcomes, float[][] Bottlenecks) Load(CancellationToken? cancellationToken = null) =>
        WithExtractor((cache, extractor) =>
        {
            using BottleneckMatrix matrix = new(Images.Count, Backbone.BottleneckLength);
            BottleneckLoader loader = new(cache, extractor, Report);
            IReadOnlyList<ExtractionOutcome> outcomes = loader.LoadImages(Images, matrix, cancellationToken ?? TestContext.Current.CancellationToken);
            return (outcomes, Enumerable.Range(0, Images.Count).Select(row => matrix.PaddedRow(row)[..matrix.Length].ToArray()).ToArray());
        });

    public T WithExtractor<T>(Func<BottleneckCache, BottleneckExtractor, T> work)
    {
        using BottleneckCache cache = BottleneckCache.Open(CacheFolder, CacheWarnings.Enqueue);
        using BottleneckExtractor extractor = new(Backbone, cache, Options);
        return work(cache, extractor);
    }

    public void Dispose() => folder.Dispose();
}
