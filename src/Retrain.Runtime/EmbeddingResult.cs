using System.Diagnostics.CodeAnalysis;
using Retrain.Runtime.Diagnostics;

namespace Retrain.Runtime;

/// <summary>Says what came of one image among many: its bottleneck, or the reason why there is none.</summary>
/// <remarks>Thread-safe: it does not change.</remarks>
public sealed class EmbeddingResult
{
    /// <summary>Makes the result of an image that was embedded.</summary>
    /// <param name="bottleneck">Its bottleneck.</param>
    public EmbeddingResult(float[] bottleneck)
    {
        ArgumentNullException.ThrowIfNull(bottleneck);
        Bottleneck = bottleneck;
    }

    /// <summary>Makes the result of an image that could not be embedded.</summary>
    /// <param name="problem">The reason.</param>
    public EmbeddingResult(Diagnostic problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        Problem = problem;
    }

    /// <summary>Gets a value indicating whether the image was embedded.</summary>
    [MemberNotNullWhen(true, nameof(Bottleneck))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsEmbedded => Bottleneck is not null;

    /// <summary>
    /// Gets the bottleneck, <see cref="ImageEmbedder.Length"/> values; <see langword="null"/> for an image that could not be embedded.
    /// </summary>
    [SuppressMessage("Performance", "CA1819:Properties should not return arrays", Justification = "It is the receiver's own.")]
    public float[]? Bottleneck { get; }

    /// <summary>
    /// Gets the problem of the image, with the code of the <see cref="RetrainException"/> that embedding it alone throws;
    /// <see langword="null"/> for one that was embedded.
    /// </summary>
    public Diagnostic? Problem { get; }
}
