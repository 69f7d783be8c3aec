using Retrain.Training.Bottlenecks;
using Retrain.Training.Splits;

namespace Retrain.Training.DataChecks;

/// <summary>The images that checks look at.</summary>
/// <param name="Images">Ordered by category and relative path.</param>
/// <param name="Examples">The bottleneck's row and the label of each image.</param>
/// <param name="Splits">The set of each image.</param>
internal sealed record CheckedImages(
    IReadOnlyList<string> Labels,
    IReadOnlyList<DigestedImage> Images,
    IReadOnlyList<Example> Examples,
    IReadOnlyList<Split> Splits,
    BottleneckMatrix Bottlenecks)
{
    public int Count => Images.Count;

    /// <summary>The images of a run, with bottlenecks as they are: enough for what files and labels tell.</summary>
    public static CheckedImages Of(LabeledBottlenecks bottlenecks, IReadOnlyList<string> labels)
    {
        Dictionary<string, int> labelIndices = labels.Index().ToDictionary(label => label.Item, label => label.Index, StringComparer.Ordinal);
        Example[] examples = [.. bottlenecks.Images.Select(image => new Example(image.Row, labelIndices[image.Category.Label]))];
        return new CheckedImages(labels, bottlenecks.Images, examples, bottlenecks.Splits, bottlenecks.Matrix);
    }

    /// <summary>Brings the bottlenecks to length 1, so that their dot product is a cosine; where they lie, for they may fill a gigabyte.</summary>
    public CheckedImages Normalize(CancellationToken cancellationToken)
    {
        UnitRows.Normalize(Bottlenecks, [.. Examples.Select(example => example.Row)], cancellationToken);
        return this;
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
