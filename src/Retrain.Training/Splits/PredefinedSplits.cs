using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;
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
        EqualImages equal = new(images);
        Dictionary<Category, HashSet<Split>> setsOfCategories = [];
        HashSet<Split> sets = [];
        for (int i = 0; i < images.Count; i++)
        {
            LabeledImage image = images[i];
            image.Split = image.PredefinedSplit!.Value;
            sets.Add(image.Split);
            if (!setsOfCategories.TryGetValue(image.Category, out HashSet<Split>? own))
            {
                setsOfCategories.Add(image.Category, own = []);
            }

            own.Add(image.Split);
            LabeledImage first = images[equal.FirstOf(i)];
            if (first.Category != image.Category)
            {
                report(DataDiagnostics.SplitConflict(image.Path, first.Path));
            }
        }

        // A set that is missing as a whole has been reported already.
        foreach ((Category category, HashSet<Split> own) in setsOfCategories)
        {
            foreach (Split set in sets.Order().Except(own))
            {
                report(DataDiagnostics.EmptySet(category.Folder, set.Name(), moved: 0, donor: ""));
            }
        }
    }
}
