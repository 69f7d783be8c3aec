using Retrain.Runtime.Diagnostics;
using Retrain.Training.Caching;
using Retrain.Training.Digests;
using Retrain.Training.Files;
using Retrain.Training.Images;
using Retrain.Training.SharedCaches;

namespace Retrain.Training.Bottlenecks;

/// <summary>Stores what the threads compute in groups: a transaction for each image would cost more than it saves.</summary>
internal sealed class BottleneckStore(BottleneckCache cache, string decoder, SharedCache? shared = null)
{
    // A fraction of a second's work, which is all that is lost when the process is killed.
    private const int GroupSize = 64;

    private readonly Lock gate = new();
    private List<(BottleneckKey Key, ReadOnlyMemory<float> Bottleneck)> bottlenecks = [];
    private List<(FileFacts File, ImageContent Content)> digests = [];
    private List<(Digest Digest, Diagnostic Problem)> unreadable = [];

    public void Add(BottleneckKey key, ReadOnlySpan<float> bottleneck)
    {
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
        lock (gate)
        {
            digests.Add((file, content));
        }
    }

    public void Add(Digest image, Diagnostic problem)
    {
        lock (gate)
        {
            unreadable.Add((image, problem));
        }
    }

    /// <summary>Writes what is waiting to the cache; also when a run is cancelled, so that nothing computed is lost.</summary>
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
