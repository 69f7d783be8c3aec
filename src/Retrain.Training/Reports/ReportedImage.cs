using Retrain.Training.Evaluation;
using Retrain.Training.Images;

namespace Retrain.Training.Reports;

/// <summary>An image in a report.</summary>
/// <param name="Index">The index of the image in the run.</param>
/// <param name="Image">The image, whose path is never shown.</param>
/// <param name="Tested">The answer of the trained graph; <see langword="null"/> if the image was not in the final test.</param>
internal sealed record ReportedImage(int Index, LabeledImage Image, TestedImage? Tested)
{
    public string Label => Image.Label;

    public string Name => Image.Name;

    /// <summary>The highest probability, in [0, 1]; 0 if the image was not tested.</summary>
    public float Confidence => Tested?.Confidence ?? 0;

    public bool IsMistake => Tested is { IsRight: false };
}
