using Retrain.Training.Bottlenecks;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;
using Retrain.Training.Images;
using Retrain.Training.Splits;

namespace Retrain.Training.DataChecks;

/// <summary>Finds photos that are in one category twice. They count double, and the second copy adds no information.</summary>
internal static class Duplicates
{
    /// <summary>Finds files with equal bytes.</summary>
    public static IEnumerable<Finding> Exact(LabeledBottlenecks images)
    {
        Dictionary<(Digest Digest, int Label), int> first = [];
        for (int i = 0; i < images.Images.Count; i++)
        {
            if (!first.TryAdd((images.Images[i].Digest, images.Images[i].LabelIndex), i))
            {
                string twin = images.Images[first[(images.Images[i].Digest, images.Images[i].LabelIndex)]].Path;
                yield return new Finding(
                    FindingKind.ExactDuplicate, [images.Images[i].Path, twin], images.Images[i].Label, null, 1,
                    DataDiagnostics.ExactDuplicate(images.Images[i].Path, twin));
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
