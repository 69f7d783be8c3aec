using BenchmarkDotNet.Attributes;
using Retrain.Training.Backbones;
using Retrain.Training.Caching;
using Retrain.Training.Digests;

namespace Retrain.Benchmarks.Micro;

/// <summary>Puts a thousand bottlenecks into the cache on the disk and reads them from it.</summary>
public class CacheBenchmarks
{
    private const int Count = 1000;
    private readonly TemporaryFolder folder = new();
    private readonly BottleneckCache cache;
    private readonly BottleneckKey[] keys;
    private readonly List<(BottleneckKey Key, ReadOnlyMemory<float> Bottleneck)> entries;
    private float last;

    public CacheBenchmarks()
    {
        cache = BottleneckCache.Open(folder.Path, problem => throw new InvalidOperationException($"{problem}"));
        Backbone backbone = EfficientNetLite.Load();
        BottleneckRecipe recipe = new(backbone.Digest, backbone.BottleneckTensor, backbone.PreprocessingText);
        keys = [.. Enumerable.Range(0, Count).Select(i => recipe.KeyOf(Digest.Of(BitConverter.GetBytes(i))))];
        Random random = new(1);
        entries = [.. keys.Select(key =>
            (key, (ReadOnlyMemory<float>)Enumerable.Range(0, backbone.BottleneckLength).Select(_ => random.NextSingle()).ToArray()))];
        cache.PutMany(entries);
    }

    /// <summary>The values of the last bottleneck.</summary>
    [Benchmark]
    public float GetMany()
    {
        IReadOnlyList<int> missing = cache.GetMany(keys, (_, values) => last = values[0]);
        return missing.Count == 0 ? last : throw new InvalidOperationException($"{missing.Count} bottlenecks are not cached");
    }

    /// <summary>Replaces the entries in one transaction.</summary>
    [Benchmark]
    public void PutMany() => cache.PutMany(entries);

    [GlobalCleanup]
    public void Release()
    {
        cache.Dispose();
        folder.Dispose();
    }
}
