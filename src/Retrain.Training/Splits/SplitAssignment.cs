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
        EqualImages equal = new(images);
        HashSet<Digest> ambiguous = [];
        for (int i = 0; i < images.Count; i++)
        {
            LabeledImage first = images[equal.FirstOf(i)];
            if (first.Category != images[i].Category)
            {
                ambiguous.Add(images[i].Digest);
                report(DataDiagnostics.SplitConflict(images[i].Path, first.Path));
            }
        }

        // No set can be measured with an image that has two labels, and moving it for one category would take it from the other.
        for (int i = 0; i < images.Count; i++)
        {
            images[i].Split = ambiguous.Contains(images[i].Digest) ? Split.Training : percentages.SplitOf(HashPercent(i));
        }

        for (int start = 0, end; start < images.Count; start = end)
        {
            end = start + 1;
            while (end < images.Count && images[end].Category == images[start].Category)
            {
                end++;
            }

            Serve(Enumerable.Range(start, end - start), end - start);
        }

        double HashPercent(int image) => SplitHash.Percent(images[equal.FirstOf(image)].RelativePath, options.Salt);

        void Serve(IEnumerable<int> members, int count)
        {
            string folder = images[members.First()].Category.Folder;

            // Whole groups of identical images move, so that they stay together, those nearest the sets' boundaries first.
            Lazy<IGrouping<Digest, LabeledImage>[]> movable = new(() =>
            [
                .. members.Where(image => !ambiguous.Contains(images[image].Digest)).OrderBy(HashPercent)
                    .Select(image => images[image]).GroupBy(image => image.Digest),
            ]);

            // A test result is worth more than a validation curve, and training more than both: in this order a small category is served.
            if (Count(Split.Training) == 0)
            {
                // The lowest hash: where there is a validation set, it gives the image and the testing set keeps its own.
                Move(movable.Value[0], Split.Training);
                report(DataDiagnostics.EmptySet(folder, Split.Training.Name(), movable.Value[0].Count(), "other"));
            }

            FillEmptySet(Split.Testing);
            FillEmptySet(Split.Validation);

            int Count(Split split) => members.Count(image => images[image].Split == split);

            void FillEmptySet(Split wanted)
            {
                if (percentages.PercentOf(wanted) == 0 || Count(wanted) > 0)
                {
                    return;
                }

                int moved = 0;
                int left = Count(Split.Training);
                int share = Math.Max(1, (int)Math.Round(count * percentages.PercentOf(wanted) / 100.0));
                foreach (IGrouping<Digest, LabeledImage> group in movable.Value.Where(group => group.First().Split is Split.Training))
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

                report(DataDiagnostics.EmptySet(folder, wanted.Name(), moved, Split.Training.Name()));
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
