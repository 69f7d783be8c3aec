using Retrain.Training.Digests;
using Retrain.Training.Evaluation;
using Retrain.Training.Images;

namespace Retrain.Training;

/// <summary>The outcome of a run.</summary>
/// <param name="Labels">In the order of the graph's probabilities.</param>
/// <param name="Read">All images of the categories as they were read, also those that could not be used.</param>
/// <param name="ComputedBottlenecks">Bottlenecks that the network was run for; the others were cached.</param>
/// <param name="TestAccuracy">On images that training never saw.</param>
/// <param name="TestedImages">Those images, or a sample of them.</param>
/// <param name="OutputWritten">Not when the test accuracy is below the wanted minimum.</param>
internal sealed record RetrainResult(
    IReadOnlyList<string> Labels,
    ImageSet Read,
    int ComputedBottlenecks,
    Accuracy TestAccuracy,
    IReadOnlyList<TestedImage> TestedImages,
    bool OutputWritten)
{
    /// <summary>Images in the three sets.</summary>
    public required int ImageCount { get; init; }

    /// <summary>The digests of the files that were written, by the paths of the options.</summary>
    public required IReadOnlyDictionary<string, Digest> Written { get; init; }

    /// <summary>The comparison with another model; <see langword="null"/> where none was named.</summary>
    public BaselineComparison? Baseline { get; init; }
}
