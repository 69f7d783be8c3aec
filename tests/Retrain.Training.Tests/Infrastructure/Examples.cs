using Retrain.Training.Bottlenecks;
using Retrain.Training.Images;

namespace Retrain.Training.Tests.Infrastructure;

/// <summary>Examples of images of which only the label is known.</summary>
internal static class Examples
{
    public static Example Of(int row, int label) => new(ImageOf(label, row), row);

    /// <summary>Examples for each label, in the rows that are given.</summary>
    public static IReadOnlyList<Example[]> Of(params int[][] rowsOfLabels) =>
        [.. rowsOfLabels.Select((rows, label) => rows.Select(row => Of(row, label)).ToArray())];

    private static LabeledImage ImageOf(int label, int row) =>
        new Category($"label {label}", label, $"{label}", [new ImageFile($"{label}/{row}.jpg", $"{row}.jpg")]).Images[0];
}
