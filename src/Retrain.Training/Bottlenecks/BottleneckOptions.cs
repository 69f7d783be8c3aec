using Retrain.Runtime.Images;
using Retrain.Training.SharedCaches;

namespace Retrain.Training.Bottlenecks;

/// <summary>The means by which bottlenecks are computed and where they are cached.</summary>
internal sealed record BottleneckOptions
{
    /// <summary>The folder of the cache; <see langword="null"/> for the user's.</summary>
    public string? BottleneckDir { get; init; }

    /// <summary>The cache that people and machines share.</summary>
    public SharedCacheOptions SharedCache { get; init; } = new();

    /// <summary>Whether bottlenecks that retrain.py computed, and that were imported, are taken before any other.</summary>
    public bool UsesImported { get; init; }

    /// <summary>The number of images that are worked on at once.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Whether the network is opened before it is known that an image needs it: a build trains after its images have changed.
    /// </summary>
    public bool OpensNetworkAhead { get; init; }

    /// <summary>Larger images are refused before any memory is taken for them.</summary>
    public long MaximumPixels { get; init; } = ImageDecoder.DefaultMaximumPixels;
}
