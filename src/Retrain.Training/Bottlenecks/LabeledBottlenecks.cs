using Retrain.Training.Splits;

namespace Retrain.Training.Bottlenecks;

/// <summary>The readable images of a run, their bottlenecks and their sets.</summary>
/// <param name="Images">Ordered by category and relative path.</param>
/// <param name="Splits">The set of each image.</param>
/// <param name="Matrix">Rows as <see cref="DigestedImage.Row"/> says; further rows hold distorted variants.</param>
/// <param name="Variants">Rows of each image's distorted variants; none where nothing is distorted or the image is not trained on.</param>
internal sealed record LabeledBottlenecks(
    IReadOnlyList<DigestedImage> Images, IReadOnlyList<Split> Splits, BottleneckMatrix Matrix, IReadOnlyList<int[]> Variants)
{
    /// <summary>The indices of a set's images, for each label.</summary>
    public IReadOnlyList<int[]> ImagesOf(Split split, IReadOnlyList<string> labels)
    {
        ILookup<string, int> byLabel = Enumerable.Range(0, Images.Count).Where(i => Splits[i] == split).ToLookup(i => Images[i].Category.Label);
        return [.. labels.Select(label => byLabel[label].ToArray())];
    }

    /// <summary>The rows to train on, for each label: the variants where there are any, as in retrain.py, else the images themselves.</summary>
    public IReadOnlyList<int[]> TrainingRows(IReadOnlyList<string> labels) =>
        [.. ImagesOf(Split.Training, labels).Select(images => images.SelectMany(i => Variants[i].Length > 0 ? Variants[i] : [Images[i].Row]).ToArray())];

    /// <summary>The rows of a set's images as they are, for each label.</summary>
    public IReadOnlyList<int[]> Rows(Split split, IReadOnlyList<string> labels) =>
        [.. ImagesOf(split, labels).Select(images => images.Select(i => Images[i].Row).ToArray())];

    /// <summary>Every image of a set once, as it is.</summary>
    public IReadOnlyList<Example> Examples(Split split, IReadOnlyList<string> labels) =>
        [.. Rows(split, labels).SelectMany((rows, label) => rows.Select(row => new Example(row, label)))];
}
