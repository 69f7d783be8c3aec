using System.Collections.Concurrent;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Caching;
using Retrain.Training.Digests;
using Retrain.Training.Packs;
using Retrain.Training.SharedCaches;

namespace Retrain.Training.Tests.Infrastructure;

/// <summary>Runs that share a store, with bottlenecks to put in, and the warnings that were told.</summary>
/// <param name="address">The address of the store.</param>
internal sealed class SharedFixture(string address)
{
    public const int Length = 32;

    public static readonly BottleneckRecipe Recipe =
        new(Digest.Of("backbone"u8), "import/pool:0", "decode=1 resize=224x224 mean=127 std=128") { Length = Length };

    /// <summary>The seconds that a run may lose; so many that a busy machine never does.</summary>
    public double PatienceSeconds { get; set; } = 300;

    public PackSigningKey? SigningKey { get; set; }

    public bool IsReadOnly { get; set; }

    public ConcurrentQueue<Diagnostic> Warnings { get; } = new();

    public IEnumerable<string> Codes => Warnings.Select(warning => warning.Code);

    public static BottleneckKey Key(int image) => Recipe.KeyOf(Digest.Of(BitConverter.GetBytes(image)));

    /// <summary>Values that no other image has.</summary>
    public static float[] Bottleneck(int image) => [.. Enumerable.Range(0, Length).Select(index => (image * 100) + index + 0.5f)];

    /// <summary>A pack of one bottleneck.</summary>
    public static byte[] PackOf(int keyOf, float[] values, PackSigningKey? signingKey = null)
    {
        using MemoryStream content = new();
        using PackWriter pack = new(content, signingKey);
        pack.Add(Key(keyOf).Hash, BottleneckBlob.Encode(values));
        pack.Complete();
        return content.ToArray();
    }

    public SharedCache Open() => new(
        StoreAddress.Open(address), SigningKey, new SharedPatience(TimeSpan.FromSeconds(PatienceSeconds)), Warnings.Enqueue)
    {
        IsReadOnly = IsReadOnly,
    };

    /// <summary>A run that computes some bottlenecks.</summary>
    /// <returns>Whether all of them were written.</returns>
    public bool Write(int first, int count)
    {
        using SharedCache shared = Open();
        Offer(shared, first, count);
        return shared.Finish(null, TestContext.Current.CancellationToken);
    }

    public static void Offer(SharedCache shared, int first, int count) =>
        shared.Offer([.. Enumerable.Range(first, count).Select(image => (Key(image), (ReadOnlyMemory<float>)Bottleneck(image)))]);

    /// <summary>A run that lacks some bottlenecks. All that it gets must be right.</summary>
    /// <returns>The images that were missed.</returns>
    public IReadOnlyList<int> Misses(int first, int count)
    {
        using SharedCache shared = Open();
        return Misses(shared, first, count);
    }

    /// <inheritdoc cref="Misses(int, int)" />
    public static IReadOnlyList<int> Misses(SharedCache shared, int first, int count)
    {
        List<int> found = [];
        IReadOnlyList<int> missing = shared.Fetch(count, index => Key(first + index), (index, values) =>
        {
            values.SequenceEqual(Bottleneck(first + index)).ShouldBeTrue($"wrong values for image {first + index}");
            found.Add(index);
        }, TestContext.Current.CancellationToken);
        found.Concat(missing).Order().ShouldBe(Enumerable.Range(0, count), "each key is found or missed, once");
        return [.. missing.Select(index => first + index)];
    }
}
