using Retrain.Training.Decisions;
using Retrain.Training.Images;

namespace Retrain.Training.Bottlenecks;

/// <summary>The readable images of a run, split and labelled, with their bottlenecks.</summary>
/// <param name="Origin">The folder or project that messages about the images as a whole name.</param>
/// <param name="Labels">The labels in the order of the graph's probabilities.</param>
/// <param name="Images">The images, ordered by category and relative path.</param>
/// <param name="Matrix">The bottlenecks, in the rows that each image names.</param>
internal sealed record LabeledBottlenecks(
    string Origin, IReadOnlyList<string> Labels, IReadOnlyList<LabeledImage> Images, BottleneckMatrix Matrix)
{
    /// <summary>The decisions that the images follow already; <see langword="null"/> for none.</summary>
    public DecisionsFile? Decisions { get; init; }

    /// <summary>The examples to train on, for each label: the variants where there are any, as in retrain.py, else the images.</summary>
    public IReadOnlyList<Example[]> Training =>
        (this with { Images = [.. Images.Where(image => image.Split is Split.Training)] }).ToTrainOn;

    /// <summary>The examples to train on if all images belong to the training set.</summary>
    public IReadOnlyList<Example[]> ToTrainOn => ByLabel(Images.SelectMany(image => image.VariantCount > 0
        ? image.VariantRows.Select(row => new Example(image, row))
        : [Example.Of(image)]));

    /// <summary>The images of the validation set as they are, for each label.</summary>
    public IReadOnlyList<Example[]> Validation => ByLabel(Examples(Split.Validation));

    /// <summary>Every image of a set once, as it is.</summary>
    public IReadOnlyList<Example> Examples(Split split) => [.. Images.Where(image => image.Split == split).Select(Example.Of)];

    /// <summary>The number of images of each label in each set, shape [labels, sets].</summary>
    public int[,] CountBySplit()
    {
        int[,] counts = new int[Labels.Count, Enum.GetValues<Split>().Length];
        foreach (LabeledImage image in Images)
        {
            counts[image.LabelIndex, (int)image.Split]++;
        }

        return counts;
    }

    private IReadOnlyList<Example[]> ByLabel(IEnumerable<Example> examples)
    {
        ILookup<int, Example> byLabel = examples.ToLookup(example => example.LabelIndex);
        return [.. Labels.Select((_, label) => byLabel[label].ToArray())];
    }
}
