using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;
using Retrain.Training.Images;

namespace Retrain.Training.Splits;

/// <summary>Puts every image into one of the three sets.</summary>
internal static class SplitAssignment
{
    /// <summary>
    /// Assigns each image by its <see cref="SplitHash"/>. Byte-identical images follow the first of them, so that none is trained on and
    /// tested with, and are trained on where they lie in two categories; and a set that came out empty gets some of a category's images
    /// from another set, with a warning.
    /// </summary>
    /// <param name="images">All readable images, ordered by category and relative path.</param>
    public static void Assign(IReadOnlyList<LabeledImage> images, SplitOptions options, Action<Diagnostic> report)
    {
        if (images.Any(image => image.PredefinedSplit is not null))
        {
            PredefinedSplits.Assign(images, report);
            return;
        }

        SplitPercentages percentages = options.Percentages;
        Dictionary<Digest, LabeledImage> firstWithBytes = [];
        HashSet<Digest> ambiguous = [];
        Dictionary<LabeledImage, double> hashPercents = [];
        foreach (LabeledImage image in images)
        {
            firstWithBytes.TryAdd(image.Digest, image);
            LabeledImage first = firstWithBytes[image.Digest];
            hashPercents[image] = SplitHash.Percent(first.RelativePath, options.Salt);
            if (first.Category != image.Category)
            {
                ambiguous.Add(image.Digest);
                report(DataDiagnostics.SplitConflict(image.Path, first.Path));
            }
        }

        // No set can be measured with an image that has two labels, and moving it for one category would take it from the other.
        foreach (LabeledImage image in images)
        {
            image.Split = ambiguous.Contains(image.Digest) ? Split.Training : percentages.SplitOf(hashPercents[image]);
        }

        foreach (IGrouping<Category, LabeledImage> category in images.GroupBy(image => image.Category))
        {
            LabeledImage[] members = [.. category];

            // Whole groups of identical images move, so that they stay together, those nearest the sets' boundaries first.
            IGrouping<Digest, LabeledImage>[] movable =
            [
                .. members.Where(image => !ambiguous.Contains(image.Digest)).OrderBy(image => hashPercents[image])
                    .GroupBy(image => image.Digest),
            ];

            // A test result is worth more than a validation curve, and training more than both: in this order a small category is served.
            if (Count(Split.Training) == 0)
            {
                // The lowest hash: where there is a validation set, it gives the image and the testing set keeps its own.
                Move(movable[0], Split.Training);
                report(DataDiagnostics.EmptySet(category.Key.Folder, Split.Training.Name(), movable[0].Count(), "other"));
            }

            FillEmptySet(Split.Testing);
            FillEmptySet(Split.Validation);

            int Count(Split split) => members.Count(image => image.Split == split);

            void FillEmptySet(Split wanted)
            {
                if (percentages.PercentOf(wanted) == 0 || Count(wanted) > 0)
                {
                    return;
                }

                int moved = 0;
                int left = Count(Split.Training);
                int share = Math.Max(1, (int)Math.Round(members.Length * percentages.PercentOf(wanted) / 100.0));
                foreach (IGrouping<Digest, LabeledImage> group in movable.Where(group => group.First().Split is Split.Training))
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

                report(DataDiagnostics.EmptySet(category.Key.Folder, wanted.Name(), moved, Split.Training.Name()));
            }
        }
    }

    private static void Move(IEnumerable<LabeledImage> group, Split split)
    {
        foreach (LabeledImage image in group)
        {
            image.Split = split;
        }
    }
}
