using Retrain.Training.Caching;
using Retrain.Training.Digests;
using Retrain.Training.Images;

namespace Retrain.Training.Bottlenecks;

/// <summary>One image with the bottlenecks that are wanted of it, so that it is decoded once for all of them.</summary>
/// <param name="Image">The image.</param>
/// <param name="Wanted">The bottlenecks that are wanted.</param>
internal sealed record BottleneckJob(LabeledImage Image, IReadOnlyList<WantedBottleneck> Wanted)
{
    /// <summary>The cache's key of each wanted bottleneck; empty until the image's bytes are known.</summary>
    public IReadOnlyList<BottleneckKey> Keys { get; init; } = [];

    /// <summary>The key that the job is claimed by, whatever of it is left.</summary>
    public BottleneckKey Claim { get; init; }

    /// <summary>The bytes that <see cref="Keys"/> are of; <see langword="null"/> where they are not known.</summary>
    public Digest? Bytes => Keys.Count > 0 ? Keys[0].Image : null;

    /// <summary>The part of the job that has the given indices, with its keys.</summary>
    public BottleneckJob Only(IEnumerable<int> indices)
    {
        int[] kept = [.. indices];
        return this with { Wanted = [.. kept.Select(i => Wanted[i])], Keys = [.. kept.Select(i => Keys[i])] };
    }
}
