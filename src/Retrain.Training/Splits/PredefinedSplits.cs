using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;
using Retrain.Training.Images;

namespace Retrain.Training.Splits;

/// <summary>Puts every image into the set that its folders say, so that results compare with those that others publish.</summary>
internal static class PredefinedSplits
{
    /// <summary>
    /// Assigns each image, and moves none: the same bytes under two labels, or a category that lacks a set, are warnings. The checks of
    /// the images find the same photo in two sets.
    /// </summary>
    /// <param name="images">All readable images, ordered by category, each with a set.</param>
    public static void Assign(IReadOnlyList<LabeledImage> images, Action<Diagnostic> report)
    {
        Dictionary<Digest, LabeledImage> firstWithBytes = [];
        foreach (LabeledImage image in images)
        {
            image.Split = image.PredefinedSplit!.Value;
            firstWithBytes.TryAdd(image.Digest, image);
            LabeledImage first = firstWithBytes[image.Digest];
            if (first.Category != image.Category)
            {
                report(DataDiagnostics.SplitConflict(image.Path, first.Path));
            }
        }

        // A set that is missing as a whole has been reported already.
        Split[] sets = [.. images.Select(image => image.Split).Distinct().Order()];
        foreach (IGrouping<Category, LabeledImage> category in images.GroupBy(image => image.Category))
        {
            foreach (Split set in sets.Except(category.Select(image => image.Split)))
            {
                report(DataDiagnostics.EmptySet(category.Key.Folder, set.Name(), moved: 0, donor: ""));
            }
        }
    }
}
