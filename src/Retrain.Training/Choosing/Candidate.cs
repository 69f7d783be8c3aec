using Retrain.Training.Backbones;
using Retrain.Training.Digests;
using Retrain.Training.Evaluation;

namespace Retrain.Training.Choosing;

/// <summary>A backbone among which one is chosen, with everything that is known of it.</summary>
internal sealed record Candidate
{
    /// <summary>The name, path or address given to --architecture, which may hold a path of this computer.</summary>
    public required string Architecture { get; init; }

    /// <inheritdoc cref="Backbone.Name" />
    public required string Name { get; init; }

    /// <inheritdoc cref="Backbone.Commit" />
    public required string? Commit { get; init; }

    /// <inheritdoc cref="Backbone.Digest" />
    public required Digest Digest { get; init; }

    public required int BottleneckLength { get; init; }

    /// <summary>
    /// The multiply-adds for one image up to the bottleneck; <see langword="null"/> where shapes are not known before the network runs.
    /// </summary>
    public required long? MultiplyAdds { get; init; }

    /// <summary>The size of the graph that a training on it writes. The digits of its confidence threshold may add some bytes.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>
    /// Whether each image got its own label from a head that was not trained on it; in the same order for all candidates.
    /// </summary>
    public required IReadOnlyList<bool> IsRight { get; init; }

    /// <summary>The number of bottlenecks that were computed for the choice; the others were cached.</summary>
    public required int ComputedCount { get; init; }

    /// <summary>The speed of computing them, which decides nothing; <see langword="null"/> where all were cached.</summary>
    public required double? ImagesPerSecond { get; init; }

    public Accuracy Accuracy => new(IsRight.Count(isRight => isRight), IsRight.Count);

    /// <summary>Compares with another candidate on the images that only one of the two names rightly.</summary>
    public McNemarTest CompareWith(Candidate other) => McNemarTest.Of([.. IsRight.Zip(other.IsRight)]);
}
