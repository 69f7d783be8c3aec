using Retrain.Training.Bottlenecks;
using Retrain.Training.Images;
using Retrain.Training.Splits;

namespace Retrain.Training.DataChecks;

/// <summary>Puts the images of one photo into one group.</summary>
internal static class TwinGroups
{
    /// <returns>The number of the group of each image.</returns>
    public static IReadOnlyList<int> Of(LabeledBottlenecks images, IReadOnlyList<Twins> twins)
    {
        int[] parents = new int[images.Images.Count];
        EqualImages equal = new(images.Images);
        for (int i = 0; i < parents.Length; i++)
        {
            parents[i] = equal.FirstOf(i);
        }

        foreach (Twins pair in twins)
        {
            parents[Root(pair.First)] = Root(pair.Second);
        }

        return [.. Enumerable.Range(0, parents.Length).Select(Root)];

        int Root(int image)
        {
            while (parents[image] != image)
            {
                // Path halving keeps the paths short (Tarjan and van Leeuwen, 1984).
                parents[image] = parents[parents[image]];
                image = parents[image];
            }

            return image;
        }
    }

    /// <summary>Groups what the split keeps in one set, which would confirm itself in another fold: equal bytes, and one object.</summary>
    /// <returns>The number of the group of each image.</returns>
    public static IReadOnlyList<int> OfSplit(LabeledBottlenecks images)
    {
        Dictionary<(Category Category, string Object), int> first = [];
        List<Twins> twins = [];
        foreach ((int i, LabeledImage image) in images.Images.Index())
        {
            (Category, string) key = (image.Category, SplitHash.ObjectOf(image.RelativePath));
            if (!first.TryAdd(key, i))
            {
                twins.Add(new Twins(i, first[key], 1));
            }
        }

        return Of(images, twins);
    }
}
