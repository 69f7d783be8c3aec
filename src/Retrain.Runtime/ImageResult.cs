using System.Diagnostics.CodeAnalysis;
using Retrain.Runtime.Diagnostics;

namespace Retrain.Runtime;

/// <summary>Says what came of one image among many: predictions, or the reason why there are none.</summary>
/// <remarks>Thread-safe: it does not change.</remarks>
public sealed class ImageResult
{
    /// <summary>Makes the result of an image that was classified.</summary>
    /// <param name="predictions">Every label, highest probability first.</param>
    public ImageResult(IReadOnlyList<Prediction> predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        Predictions = predictions;
    }

    /// <summary>Makes the result of an image that could not be classified.</summary>
    /// <param name="problem">The reason.</param>
    public ImageResult(Diagnostic problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        Problem = problem;
    }

    /// <summary>Gets a value indicating whether the image was classified.</summary>
    [MemberNotNullWhen(true, nameof(Predictions))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsClassified => Predictions is not null;

    /// <summary>
    /// Gets every label, highest probability first, which sum to 1; <see langword="null"/> for an image that could not be classified.
    /// </summary>
    public IReadOnlyList<Prediction>? Predictions { get; }

    /// <summary>
    /// Gets the problem of the image, with the code of the <see cref="RetrainException"/> that classifying it alone throws;
    /// <see langword="null"/> for one that was classified.
    /// </summary>
    public Diagnostic? Problem { get; }
}
