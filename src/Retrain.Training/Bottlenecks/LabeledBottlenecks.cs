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
    /// <summary>The rows of the images' distorted variants.</summary>
    public VariantRows Variants { get; init; }

    /// <summary>The decisions that the images follow already; <see langword="null"/> for none.</summary>
    public DecisionsFile? Decisions { get; init; }

    /// <summary>The examples to train on, for each label: the variants where there are any, as in retrain.py, else the images.</summary>
    public IReadOnlyList<IReadOnlyList<Example>> Training => ByLabel(image => image.Split is Split.Training, withVariants: true);

    /// <summary>The examples to train on if all images belong to the training set.</summary>
    public IReadOnlyList<IReadOnlyList<Example>> ToTrainOn => ByLabel(_ => true, withVariants: true);

    /// <summary>The images of the validation set as they are, for each label.</summary>
    public IReadOnlyList<IReadOnlyList<Example>> Validation => ByLabel(image => image.Split is Split.Validation, withVariants: false);

    /// <summary>Every image of a set once, as it is.</summary>
    public Example[] Examples(Split split)
    {
        Example[] examples = new Example[Count(split)];
        int next = 0;
        foreach (LabeledImage image in ImagesOf(split))
        {
            examples[next++] = Example.Of(image);
        }

        return examples;
    }

    /// <summary>The images of a set.</summary>
    public IEnumerable<LabeledImage> ImagesOf(Split split) => Images.Where(image => image.Split == split);

    /// <summary>The number of images of a set.</summary>
    public int Count(Split split) => Images.Count(image => image.Split == split);

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

    private IReadOnlyList<Example>[] ByLabel(Func<LabeledImage, bool> isWanted, bool withVariants)
    {
        IReadOnlyList<Example>[] plain = PlainByLabel(isWanted);
        return withVariants && Variants.OfEach > 0
            ? [.. plain.Select(WithVariants)]
            : plain;
    }

    // All are counted first: lists that grow take several times the memory while they do.
    private IReadOnlyList<Example>[] PlainByLabel(Func<LabeledImage, bool> isWanted)
    {
        int[] counts = new int[Labels.Count];
        foreach (LabeledImage image in Images.Where(isWanted))
        {
            counts[image.LabelIndex]++;
        }

        int[][] numbers = [.. counts.Select(count => new int[count])];
        int[] next = new int[Labels.Count];
        foreach ((int number, LabeledImage image) in Images.Index().Where(image => isWanted(image.Item)))
        {
            numbers[image.LabelIndex][next[image.LabelIndex]++] = number;
        }

        return [.. numbers.Select(ofLabel => new PlainExamples(Images, ofLabel))];
    }

    private Example[] WithVariants(IReadOnlyList<Example> plain)
    {
        Example[] examples = new Example[plain.Sum(example => Math.Max(1, Variants.CountOf(example.Image)))];
        int next = 0;
        foreach (Example example in plain)
        {
            if (Variants.CountOf(example.Image) == 0)
            {
                examples[next++] = example;
            }

            foreach (int row in Variants.Of(example.Image))
            {
                examples[next++] = example with { Row = row };
            }
        }

        return examples;
    }
}
