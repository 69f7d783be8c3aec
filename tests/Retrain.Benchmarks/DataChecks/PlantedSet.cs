using Retrain.Benchmarks.Photos;
using Retrain.Training.Images;
using Retrain.Training.Sampling;

namespace Retrain.Benchmarks.DataChecks;

/// <summary>A copy of a photo set with known problems in it.</summary>
/// <param name="WrongLabels">The photos that lie in the folder of a category that is not theirs.</param>
/// <param name="NearDuplicates">The photos that lie there again, changed a little.</param>
internal sealed record PlantedSet(
    IReadOnlyList<string> WrongLabels, IReadOnlyList<(string Photo, string Copy, string Kind)> NearDuplicates)
{
    private const double WrongLabelFraction = 0.05;
    private const int NearDuplicateCount = 50;

    /// <summary>Writes the set; the seed says which photos.</summary>
    public static PlantedSet Write(PhotoSet photos, string folder, ulong seed)
    {
        SeededRandom random = new(seed);
        int[] order = [.. Enumerable.Range(0, photos.Images.Count)];
        for (int i = order.Length - 1; i > 0; i--)
        {
            int other = random.NextInt32(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }

        int wrongCount = (int)Math.Round(photos.Images.Count * WrongLabelFraction);
        List<string> wrongLabels = [];
        List<(string Photo, string Copy, string Kind)> nearDuplicates = [];
        for (int i = 0; i < order.Length; i++)
        {
            LabeledImage image = photos.Images[order[i]];
            Category category = image.Category;
            bool isWrong = i < wrongCount;
            string target = PathOf(isWrong ? Another(category) : category, image.RelativePath);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(image.Path, target);
            if (isWrong)
            {
                wrongLabels.Add(target);
            }
            else if (nearDuplicates.Count < NearDuplicateCount)
            {
                string kind = PhotoCopy.Kinds[nearDuplicates.Count % PhotoCopy.Kinds.Count];
                string copy = PathOf(category, $"{Path.GetFileNameWithoutExtension(image.RelativePath)}_{kind}.jpg");
                File.WriteAllBytes(copy, PhotoCopy.Make(image.Path, kind, random));
                nearDuplicates.Add((target, copy, kind));
            }
        }

        return new PlantedSet(wrongLabels, nearDuplicates);

        string PathOf(Category category, string relativePath) => Path.Combine(folder, category.FolderName, relativePath);

        Category Another(Category category)
        {
            return photos.Categories[(category.LabelIndex + 1 + random.NextInt32(photos.Categories.Count - 1)) % photos.Categories.Count];
        }
    }
}
