using Retrain.Training.Evaluation;
using Retrain.Training.Images;

namespace Retrain.Training.Reports;

/// <summary>An image in a report.</summary>
/// <param name="Index">Its index among the run's images.</param>
/// <param name="Image">What is known of it. Its path is never shown.</param>
/// <param name="Tested">The trained graph's answer; <see langword="null"/> where the image was not in the final test.</param>
internal sealed record ReportedImage(int Index, LabeledImage Image, TestedImage? Tested)
{
    public string Label => Image.Label;

    public string Name => Image.Name;

    /// <summary>The highest probability, in [0, 1]; 0 where it was not tested.</summary>
    public float Confidence => Tested?.Confidence ?? 0;

    public bool IsMistake => Tested is { IsRight: false };
}
