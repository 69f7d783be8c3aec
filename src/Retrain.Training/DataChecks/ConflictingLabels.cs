using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;

namespace Retrain.Training.DataChecks;

/// <summary>The same photo under two labels: one of them is wrong.</summary>
internal static class ConflictingLabels
{
    public static IEnumerable<Finding> In(CheckedImages images, IReadOnlyList<Twins> twins)
    {
        Dictionary<Digest, int> firstWithBytes = [];
        for (int i = 0; i < images.Count; i++)
        {
            firstWithBytes.TryAdd(images.Images[i].Digest, i);
            int first = firstWithBytes[images.Images[i].Digest];
            if (images.Examples[first].Label != images.Examples[i].Label)
            {
                yield return new Finding(
                    FindingKind.ConflictingLabel, [images.PathOf(i), images.PathOf(first)], images.LabelOf(i), images.LabelOf(first), 1,
                    DataDiagnostics.SplitConflict(images.PathOf(i), images.PathOf(first)));
            }
        }

        foreach (Twins pair in Twins.OnePerImage(twins.Where(pair => images.Examples[pair.First].Label != images.Examples[pair.Second].Label)))
        {
            yield return new Finding(
                FindingKind.ConflictingLabel, [images.PathOf(pair.First), images.PathOf(pair.Second)],
                images.LabelOf(pair.First), images.LabelOf(pair.Second), pair.Similarity,
                DataDiagnostics.NearDuplicateUnderAnotherLabel(images.PathOf(pair.First), images.PathOf(pair.Second), images.LabelOf(pair.Second)));
        }
    }
}
