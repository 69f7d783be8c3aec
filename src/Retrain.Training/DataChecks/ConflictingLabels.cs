using Retrain.Training.Bottlenecks;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;

namespace Retrain.Training.DataChecks;

/// <summary>Finds photos that have two labels, one of which must be wrong.</summary>
internal static class ConflictingLabels
{
    public static IEnumerable<Finding> In(LabeledBottlenecks images, IReadOnlyList<Twins> twins)
    {
        Dictionary<Digest, int> firstWithBytes = [];
        for (int i = 0; i < images.Images.Count; i++)
        {
            firstWithBytes.TryAdd(images.Images[i].Digest, i);
            int first = firstWithBytes[images.Images[i].Digest];
            if (images.Images[first].LabelIndex != images.Images[i].LabelIndex)
            {
                yield return new Finding(
                    FindingKind.ConflictingLabel, [images.Images[i].Path, images.Images[first].Path], images.Images[i].Label, images.Images[first].Label, 1,
                    DataDiagnostics.SplitConflict(images.Images[i].Path, images.Images[first].Path));
            }
        }

        foreach (Twins pair in Twins.OnePerImage(twins.Where(pair => images.Images[pair.First].LabelIndex != images.Images[pair.Second].LabelIndex)))
        {
            yield return new Finding(
                FindingKind.ConflictingLabel, [images.Images[pair.First].Path, images.Images[pair.Second].Path],
                images.Images[pair.First].Label, images.Images[pair.Second].Label, pair.Similarity,
                DataDiagnostics.NearDuplicateUnderAnotherLabel(images.Images[pair.First].Path, images.Images[pair.Second].Path, images.Images[pair.Second].Label));
        }
    }
}
