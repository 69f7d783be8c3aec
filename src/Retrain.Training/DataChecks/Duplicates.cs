using Retrain.Training.Bottlenecks;
using Retrain.Training.Diagnostics;
using Retrain.Training.Images;
using Retrain.Training.Splits;

namespace Retrain.Training.DataChecks;

/// <summary>Finds photos that are in one category twice. They count double, and the second copy adds no information.</summary>
internal static class Duplicates
{
    /// <summary>Finds files with equal bytes.</summary>
    public static IEnumerable<Finding> Exact(LabeledBottlenecks images)
    {
        EqualImages equal = new(images.Images, sameLabel: true);
        for (int i = 0; i < images.Images.Count; i++)
        {
            int first = equal.FirstOf(i);
            if (first != i)
            {
                (string image, string twin) = (images.Images[i].Path, images.Images[first].Path);
                yield return new Finding(
                    FindingKind.ExactDuplicate, [image, twin], images.Images[i].Label, null, 1,
                    DataDiagnostics.ExactDuplicate(image, twin));
            }
        }
    }

    /// <summary>Finds files that show the same photo with small changes.</summary>
    public static IEnumerable<Finding> Near(LabeledBottlenecks images, IReadOnlyList<Twins> twins)
    {
        bool Agree(Twins pair) => images.Images[pair.First].LabelIndex == images.Images[pair.Second].LabelIndex;
        foreach (Twins pair in Twins.OnePerImage(twins.Where(Agree)))
        {
            (LabeledImage image, LabeledImage twin) = (images.Images[pair.First], images.Images[pair.Second]);
            yield return new Finding(
                FindingKind.NearDuplicate, [image.Path, twin.Path], image.Label, null, pair.Similarity,
                DataDiagnostics.NearDuplicate(image.Path, image.Split.Name(), twin.Path, twin.Split.Name()));
        }
    }
}
