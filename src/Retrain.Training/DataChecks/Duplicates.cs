using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;
using Retrain.Training.Splits;

namespace Retrain.Training.DataChecks;

/// <summary>The same photo twice in one category: it counts double, and its twin tells nothing new.</summary>
internal static class Duplicates
{
    /// <summary>Files of equal bytes.</summary>
    public static IEnumerable<Finding> Exact(CheckedImages images)
    {
        Dictionary<(Digest Digest, int Label), int> first = [];
        for (int i = 0; i < images.Count; i++)
        {
            if (!first.TryAdd((images.Images[i].Digest, images.Examples[i].Label), i))
            {
                string twin = images.PathOf(first[(images.Images[i].Digest, images.Examples[i].Label)]);
                yield return new Finding(
                    FindingKind.ExactDuplicate, [images.PathOf(i), twin], images.LabelOf(i), null, 1,
                    DataDiagnostics.ExactDuplicate(images.PathOf(i), twin));
            }
        }
    }

    /// <summary>Files that show one photo, changed a little.</summary>
    public static IEnumerable<Finding> Near(CheckedImages images, IReadOnlyList<Twins> twins) =>
        Twins.OnePerImage(twins.Where(pair => images.Examples[pair.First].Label == images.Examples[pair.Second].Label))
            .Select(pair => new Finding(
                FindingKind.NearDuplicate, [images.PathOf(pair.First), images.PathOf(pair.Second)], images.LabelOf(pair.First), null, pair.Similarity,
                DataDiagnostics.NearDuplicate(
                    images.PathOf(pair.First), images.Splits[pair.First].Name(), images.PathOf(pair.Second), images.Splits[pair.Second].Name())));
}
