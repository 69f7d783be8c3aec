using Retrain.Training.Evaluation;
using Retrain.Training.Splits;

namespace Retrain.Training.Reports;

/// <summary>An image as a report names it.</summary>
/// <param name="Index">Among the run's images.</param>
/// <param name="Path">Where the file is: never shown.</param>
/// <param name="Name">Its category's folder and its path in it.</param>
/// <param name="Label">Its own.</param>
/// <param name="Split">Its set.</param>
/// <param name="Row">Of its bottleneck.</param>
/// <param name="Tested">What the trained graph says of it; <see langword="null"/> where it was not in the final test.</param>
internal sealed record ReportedImage(int Index, string Path, string Name, string Label, Split Split, int Row, TestedImage? Tested)
{
    /// <summary>The highest probability, in [0, 1]; 0 where it was not tested.</summary>
    public float Confidence => Tested?.Confidence ?? 0;

    public bool IsMistake => Tested is { IsRight: false };
}
