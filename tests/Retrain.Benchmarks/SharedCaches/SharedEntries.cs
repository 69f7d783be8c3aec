using System.Diagnostics;
using Retrain.Training.Caching;
using Retrain.Training.Digests;
using Retrain.Training.SharedCaches;

namespace Retrain.Benchmarks.SharedCaches;

/// <summary>Made-up bottlenecks that one machine writes to a shared cache and another reads into its empty local one.</summary>
/// <param name="options">Name the shared cache.</param>
/// <param name="count">The number of bottlenecks.</param>
internal sealed class SharedEntries(SharedCacheOptions options, int count)
{
    private const int Length = 1280;
    private const int GroupSize = 512;

    // A network that no earlier measurement has left anything of.
    private readonly BottleneckRecipe recipe =
        new(Digest.Of(Guid.NewGuid().ToByteArray()), "pool", "made up") { Length = Length };

    private readonly float[] values = [.. Enumerable.Range(0, Length).Select(i => i / 3f)];

    /// <summary>Writes all of them.</summary>
    /// <returns>Bottlenecks a second.</returns>
    public double Write(CancellationToken cancellationToken)
    {
        (BottleneckKey, ReadOnlyMemory<float>)[] entries =
            [.. Enumerable.Range(0, count).Select(i => (KeyOf(i), (ReadOnlyMemory<float>)values))];
        using SharedCache shared = Open();
        long started = Stopwatch.GetTimestamp();
        shared.Offer(entries);
        return shared.Finish(null, cancellationToken)
            ? count / Stopwatch.GetElapsedTime(started).TotalSeconds
            : throw new InvalidOperationException("not all was written");
    }

    /// <summary>Reads all of them, and stores them in the local cache.</summary>
    /// <returns>Bottlenecks a second.</returns>
    public double Read(string cacheFolder, CancellationToken cancellationToken)
    {
        using BottleneckCache cache = BottleneckCache.Open(cacheFolder, problem => throw new InvalidOperationException(problem.ToString()));
        using SharedCache shared = Open();
        List<(BottleneckKey Key, ReadOnlyMemory<float> Bottleneck)> arrived = [];
        long started = Stopwatch.GetTimestamp();
        int missed = shared.Fetch(count, KeyOf, (index, bottleneck) =>
        {
            arrived.Add((KeyOf(index), bottleneck.ToArray()));
            if (arrived.Count == GroupSize)
            {
                cache.PutMany(arrived);
                arrived.Clear();
            }
        }, cancellationToken).Count;
        cache.PutMany(arrived);
        return missed == 0
            ? count / Stopwatch.GetElapsedTime(started).TotalSeconds
            : throw new InvalidOperationException($"{missed} were missed");
    }

    private BottleneckKey KeyOf(int index) => recipe.KeyOf(Digest.Of(BitConverter.GetBytes(index)));

    private SharedCache Open() => options.Open(problem => Console.Error.WriteLine(problem))!;
}
