using Retrain.Training.Bottlenecks;
using Retrain.Training.Diagnostics;
using Retrain.Training.Images;

namespace Retrain.Training.DataChecks;

/// <summary>Finds photos that have two labels, one of which must be wrong.</summary>
internal static class ConflictingLabels
{
    public static IEnumerable<Finding> In(LabeledBottlenecks images, IReadOnlyList<Twins> twins)
    {
        EqualImages equal = new(images.Images);
        for (int i = 0; i < images.Images.Count; i++)
        {
            LabeledImage image = images.Images[i];
            LabeledImage first = images.Images[equal.FirstOf(i)];
            if (first.LabelIndex != image.LabelIndex)
            {
                yield return new Finding(
                    FindingKind.ConflictingLabel, [image.Path, first.Path], image.Label, first.Label, 1,
                    DataDiagnostics.SplitConflict(image.Path, first.Path));
            }
        }

        bool Differ(Twins pair) => images.Images[pair.First].LabelIndex != images.Images[pair.Second].LabelIndex;
        foreach (Twins pair in Twins.OnePerImage(twins.Where(Differ)))
        {
            (LabeledImage image, LabeledImage twin) = (images.Images[pair.First], images.Images[pair.Second]);
            yield return new Finding(
                FindingKind.ConflictingLabel, [image.Path, twin.Path], image.Label, twin.Label, pair.Similarity,
                DataDiagnostics.NearDuplicateUnderAnotherLabel(image.Path, twin.Path, twin.Label));
        }
    }
}
