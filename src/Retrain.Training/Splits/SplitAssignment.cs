using Retrain.Runtime.Diagnostics;
using Retrain.Training.Caching;
using Retrain.Training.Categories;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.Splits;

/// <summary>Puts every image into one of the three sets.</summary>
internal static class SplitAssignment
{
    /// <summary>
    /// By each image's <see cref="SplitHash"/>; byte-identical images follow the first of them, so that none is trained on and tested
    /// with; and a validation or testing set that came out empty gets its share of a category's training images, with a warning.
    /// </summary>
    /// <param name="images">All readable images, ordered by category and relative path.</param>
    /// <param name="imageDir">The folder of the categories, for the warnings.</param>
    /// <returns>The set of each image, in their order.</returns>
    public static IReadOnlyList<Split> Assign(
        IReadOnlyList<DigestedImage> images, string imageDir, SplitPercentages percentages, string salt, Action<Diagnostic> report)
    {
        Dictionary<Digest, int> firstWithBytes = [];
        HashSet<Digest> ambiguous = [];
        double[] hashPercents = new double[images.Count];
        Split[] splits = new Split[images.Count];
        for (int i = 0; i < images.Count; i++)
        {
            firstWithBytes.TryAdd(images[i].Digest, i);
            int first = firstWithBytes[images[i].Digest];
            hashPercents[i] = SplitHash.Percent(images[first].Image.RelativePath, salt);
            splits[i] = percentages.SplitOf(hashPercents[i]);
            if (images[first].Category != images[i].Category)
            {
                ambiguous.Add(images[i].Digest);
                report(DataDiagnostics.SplitConflict(images[i].Image.Path, images[first].Image.Path));
            }
        }

        // No set can be measured with an image that has two labels, and moving it for one category would take it from the other.
        for (int i = 0; i < images.Count; i++)
        {
            if (ambiguous.Contains(images[i].Digest))
            {
                splits[i] = Split.Training;
            }
        }

        foreach (IGrouping<Category, int> category in Enumerable.Range(0, images.Count).GroupBy(i => images[i].Category))
        {
            int[] members = [.. category];
            string folder = Path.Combine(imageDir, category.Key.FolderName);

            // A test result is worth more than a validation curve, and training more than both: in this order a small category is served.
            FillEmptySet(Split.Training, members);
            FillEmptySet(Split.Testing, members, folder);
            FillEmptySet(Split.Validation, members, folder);
        }

        return splits;

        void FillEmptySet(Split wanted, int[] members, string? warnAbout = null)
        {
            if (percentages.PercentOf(wanted) == 0 || members.Any(i => splits[i] == wanted))
            {
                return;
            }

            // Whole groups of identical images move, so that they stay together, those nearest the set's boundary first.
            IGrouping<Digest, int>[] movable =
            [
                .. members.GroupBy(i => images[i].Digest)
                    .Where(group => !ambiguous.Contains(group.Key))
                    .Where(group => wanted is Split.Training || splits[group.First()] is Split.Training)
                    .OrderBy(group => hashPercents[group.First()]),
            ];
            int share = Math.Max(1, (int)Math.Round(members.Length * percentages.PercentOf(wanted) / 100.0));
            int moved = 0;
            bool keepsTraining = wanted is Split.Training || members.Any(i => splits[i] is Split.Training && ambiguous.Contains(images[i].Digest));
            foreach (IGrouping<Digest, int> group in movable.Take(wanted is Split.Training ? 1 : keepsTraining ? movable.Length : movable.Length - 1))
            {
                if (moved >= share)
                {
                    break;
                }

                foreach (int i in group)
                {
                    splits[i] = wanted;
                }

                moved += group.Count();
            }

            if (warnAbout is not null)
            {
                report(DataDiagnostics.EmptySet(warnAbout, wanted, moved));
            }
        }
    }
}
