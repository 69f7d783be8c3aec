using Retrain.Training.Bottlenecks;
using Retrain.Training.Digests;

namespace Retrain.Training.DataChecks;

/// <summary>Puts the images of one photo into one group.</summary>
internal static class TwinGroups
{
    /// <returns>The number of the group of each image.</returns>
    public static IReadOnlyList<int> Of(LabeledBottlenecks images, IReadOnlyList<Twins> twins)
    {
        int[] parents = new int[images.Images.Count];
        Dictionary<Digest, int> firstWithBytes = [];
        for (int i = 0; i < parents.Length; i++)
        {
            firstWithBytes.TryAdd(images.Images[i].Digest, i);
            parents[i] = firstWithBytes[images.Images[i].Digest];
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
}
