using Retrain.Training.Bottlenecks;
using Retrain.Training.Diagnostics;
using Retrain.Training.Images;

namespace Retrain.Training.DataChecks;

/// <summary>
/// Finds categories with far fewer images than the largest. Training draws every category equally often, so the few images are memorised.
/// </summary>
internal static class Imbalance
{
    private const int LargestRatio = 5;

    public static IEnumerable<Finding> In(LabeledBottlenecks images)
    {
        int[] counts = new int[images.Labels.Count];
        foreach (LabeledImage image in images.Images)
        {
            counts[image.LabelIndex]++;
        }

        int largest = counts.Max();
        foreach ((int label, int count) in counts.Index()
            .Where(entry => entry.Item > 0 && entry.Item * LargestRatio < largest).OrderBy(entry => entry.Item))
        {
            string folder = CategoryFolders.Of(images, label);
            string largestLabel = images.Labels[Array.IndexOf(counts, largest)];
            yield return new Finding(
                FindingKind.Imbalance, [folder], images.Labels[label], largestLabel, 1 - ((double)count / largest),
                DataDiagnostics.Imbalanced(folder, count, largestLabel, largest));
        }
    }
}
