using Retrain.Runtime.Diagnostics;
using Retrain.Training.Caching;
using Retrain.Training.Digests;
using Retrain.Training.Files;
using Retrain.Training.Images;
using Retrain.Training.SharedCaches;

namespace Retrain.Training.Bottlenecks;

/// <summary>
/// Receives what the threads compute: into the matrix, and into the cache in groups, as a transaction for each image would cost more than
/// it saves.
/// </summary>
/// <param name="cache">The cache.</param>
/// <param name="decoder">The decoder, which an image that it cannot read is remembered with.</param>
/// <param name="matrix">The rows of the run.</param>
/// <param name="shared">The cache behind it, which is offered what is computed; <see langword="null"/> for none.</param>
internal sealed class BottleneckStore(BottleneckCache cache, string decoder, BottleneckMatrix matrix, SharedCache? shared = null)
{
    private const int GroupSize = 64;
    private const int MostDigests = 1024;

    private readonly Lock gate = new();
    private List<(BottleneckKey Key, ReadOnlyMemory<float> Bottleneck)> bottlenecks = [];
    private List<(FileFacts File, ImageContent Content)> digests = [];
    private List<(Digest Digest, Diagnostic Problem)> unreadable = [];

    /// <summary>Adds a bottleneck.</summary>
    /// <param name="row">The row that it has in the run.</param>
    public void Add(int row, BottleneckKey key, ReadOnlySpan<float> bottleneck)
    {
        matrix.Write(row, bottleneck);
        float[] copy = bottleneck.ToArray();
        bool isFull;
        lock (gate)
        {
            bottlenecks.Add((key, copy));
            isFull = bottlenecks.Count >= GroupSize;
        }

        if (isFull)
        {
            Flush();
        }
    }

    public void Add(FileFacts file, ImageContent content)
    {
        bool isFull;
        lock (gate)
        {
            digests.Add((file, content));
            isFull = digests.Count >= MostDigests;
        }

        // Their bottlenecks may all be in the cache: of photos that were copied, or read on another machine.
        if (isFull)
        {
            Flush();
        }
    }

    public void Add(Digest image, Diagnostic problem)
    {
        lock (gate)
        {
            unreadable.Add((image, problem));
        }
    }

    /// <summary>Writes what is waiting to the cache.</summary>
    public void Flush()
    {
        List<(BottleneckKey Key, ReadOnlyMemory<float> Bottleneck)> storedBottlenecks;
        List<(FileFacts File, ImageContent Content)> storedDigests;
        List<(Digest Digest, Diagnostic Problem)> storedUnreadable;
        lock (gate)
        {
            (storedBottlenecks, bottlenecks) = (bottlenecks, []);
            (storedDigests, digests) = (digests, []);
            (storedUnreadable, unreadable) = (unreadable, []);
        }

        cache.PutMany(storedBottlenecks);
        shared?.Offer(storedBottlenecks);
        cache.ImageDigests.Remember(storedDigests);
        cache.UnreadableImages.Remember(storedUnreadable, decoder);
    }
}
