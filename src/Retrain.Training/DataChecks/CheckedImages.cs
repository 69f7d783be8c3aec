using Retrain.Training.Bottlenecks;
using Retrain.Training.Heads;
using Retrain.Training.Splits;

namespace Retrain.Training.DataChecks;

/// <summary>The images that checks look at. Bottlenecks are centred and of length 1, so that their dot product is a cosine.</summary>
/// <param name="Images">Ordered by category and relative path.</param>
/// <param name="Examples">The bottleneck's row and the label of each image.</param>
/// <param name="Splits">The set of each image.</param>
/// <param name="Bottlenecks">Less their mean: what all photos have in common says nothing about two of them.</param>
internal sealed record CheckedImages(
    IReadOnlyList<string> Labels,
    IReadOnlyList<DigestedImage> Images,
    IReadOnlyList<Example> Examples,
    IReadOnlyList<Split> Splits,
    BottleneckMatrix Bottlenecks)
{
    public int Count => Images.Count;

    /// <summary>Normalises the bottlenecks where they lie: they may fill a gigabyte.</summary>
    public static CheckedImages Of(LabeledBottlenecks bottlenecks, IReadOnlyList<string> labels, CancellationToken cancellationToken)
    {
        Dictionary<string, int> labelIndices = labels.Index().ToDictionary(label => label.Item, label => label.Index, StringComparer.Ordinal);
        Example[] examples = [.. bottlenecks.Images.Select(image => new Example(image.Row, labelIndices[image.Category.Label]))];
        UnitRows.Normalize(bottlenecks.Matrix, [.. examples.Select(example => example.Row)], cancellationToken);
        return new CheckedImages(labels, bottlenecks.Images, examples, bottlenecks.Splits, bottlenecks.Matrix);
    }

    /// <summary>Copies an image's bottleneck. // [length]</summary>
    public void Read(int image, Span<float> bottleneck) => Bottlenecks.PaddedRow(Examples[image].Row)[..Bottlenecks.Length].CopyTo(bottleneck);

    /// <summary>Of two images' bottlenecks.</summary>
    public unsafe float Cosine(int first, int second)
    {
        ReadOnlySpan<nint> rows = Bottlenecks.Fetch([Examples[first], Examples[second]]);
        return MatMulKernels.Dot((float*)rows[0], (float*)rows[1], Bottlenecks.Stride);
    }

    public string PathOf(int image) => Images[image].Image.Path;

    public string LabelOf(int image) => Labels[Examples[image].Label];
}
