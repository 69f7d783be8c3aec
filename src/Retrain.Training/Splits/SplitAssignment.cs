using Retrain.Runtime.Diagnostics;
using Retrain.Training.Categories;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;

namespace Retrain.Training.Splits;

/// <summary>Puts every image into one of the three sets.</summary>
internal static class SplitAssignment
{
    /// <summary>
    /// By each image's <see cref="SplitHash"/>; byte-identical images follow the first of them, so that none is trained on and tested
    /// with, and are trained on where they lie in two categories; and a set that came out empty gets some of a category's images from another set,
    /// with a warning.
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
        for (int i = 0; i < images.Count; i++)
        {
            firstWithBytes.TryAdd(images[i].Digest, i);
            DigestedImage first = images[firstWithBytes[images[i].Digest]];
            hashPercents[i] = SplitHash.Percent(first.Image.RelativePath, salt);
            if (first.Category != images[i].Category)
            {
                ambiguous.Add(images[i].Digest);
                report(DataDiagnostics.SplitConflict(images[i].Image.Path, first.Image.Path));
            }
        }

        // No set can be measured with an image that has two labels, and moving it for one category would take it from the other.
        Split[] splits = [.. images.Select((image, i) => ambiguous.Contains(image.Digest) ? Split.Training : percentages.SplitOf(hashPercents[i]))];
        foreach (IGrouping<Category, int> category in Enumerable.Range(0, images.Count).GroupBy(i => images[i].Category))
        {
            int[] members = [.. category];

            // Whole groups of identical images move, so that they stay together, those nearest the sets' boundaries first.
            IGrouping<Digest, int>[] movable =
            [
                .. members.Where(i => !ambiguous.Contains(images[i].Digest)).OrderBy(i => hashPercents[i]).GroupBy(i => images[i].Digest),
            ];

            // A test result is worth more than a validation curve, and training more than both: in this order a small category is served.
            if (Count(Split.Training) == 0)
            {
                // The lowest hash: where there is a validation set, it gives the image and the testing set keeps its own.
                Move(movable[0], Split.Training);
                report(DataDiagnostics.EmptySet(FolderOf(category.Key), Split.Training.Name(), movable[0].Count(), "other"));
            }

            FillEmptySet(Split.Testing);
            FillEmptySet(Split.Validation);

            int Count(Split split) => members.Count(i => splits[i] == split);

            void FillEmptySet(Split wanted)
            {
                if (percentages.PercentOf(wanted) == 0 || Count(wanted) > 0)
                {
                    return;
                }

                int moved = 0;
                int left = Count(Split.Training);
                int share = Math.Max(1, (int)Math.Round(members.Length * percentages.PercentOf(wanted) / 100.0));
                foreach (IGrouping<Digest, int> group in movable.Where(group => splits[group.First()] is Split.Training))
                {
                    // Training keeps at least one image, with those that equal it.
                    int size = group.Count();
                    if (moved >= share || size == left)
                    {
                        break;
                    }

                    Move(group, wanted);
                    moved += size;
                    left -= size;
                }

                report(DataDiagnostics.EmptySet(FolderOf(category.Key), wanted.Name(), moved, Split.Training.Name()));
            }
        }

        return splits;

        string FolderOf(Category category) => Path.Combine(imageDir, category.FolderName);

        void Move(IEnumerable<int> group, Split split)
        {
            foreach (int i in group)
            {
                splits[i] = split;
            }
        }
    }
}
