using Retrain.Runtime;
using Retrain.Training.Categories;
using Retrain.Training.Diagnostics;
using Retrain.Training.Images;

namespace Retrain.Training.Curation;

/// <summary>
/// Says where decided photos go: one that is left out goes to a folder of its category below another folder, and one with another label to
/// that label's folder. Training on what results is training with the decisions.
/// </summary>
/// <param name="images">The categories.</param>
/// <param name="folder">The full path of the folder for photos that are left out.</param>
/// <param name="planned">Moves that were recorded before; one that was not completed keeps its path.</param>
internal sealed class MovePlan(ImageSet images, string folder, IReadOnlyList<PhotoMove> planned)
{
    // Names that differ from here on are hashed alike, so that a photo keeps its set under another name.
    private const string WithoutHash = "_nohash_";

    private readonly HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Refuses a folder in which photos would become images of a category again.</summary>
    /// <exception cref="RetrainException">RT4052: the folder lies among the images.</exception>
    public static void RequireOutside(string imageDir, string folder)
    {
        string relative = Path.GetRelativePath(RealPath.Of(imageDir), RealPath.Of(folder));
        bool isOutside = Path.IsPathRooted(relative) || relative.Split(Path.DirectorySeparatorChar)[0] == "..";
        if (!isOutside)
        {
            throw new RetrainException(DecisionDiagnostics.MovesAmongImages(folder, imageDir));
        }
    }

    /// <summary>Refuses a folder in which photos would become images of a category again, also of one that is a link.</summary>
    /// <exception cref="RetrainException">RT4052: the folder lies among the images.</exception>
    public static void RequireOutside(ImageSet images, string folder)
    {
        foreach (Category category in images.Categories.Where(category => category.Images.Count > 0))
        {
            LabeledImage first = category.Images[0];
            RequireOutside(Path.GetFullPath(first.Path)[..^(first.RelativePath.Length + 1)], folder);
        }
    }

    /// <summary>Plans a move for each photo that does not lie where it belongs, to a path that nothing has.</summary>
    public IReadOnlyList<PhotoMove> Of(IEnumerable<DecidedImage> decided) =>
        [.. decided.Where(image => image.IsChange).Select(Move)];

    private PhotoMove Move(DecidedImage decided)
    {
        LabeledImage image = decided.Image;
        string from = Path.GetFullPath(image.Path);
        string ownFolder = from[..^(image.RelativePath.Length + 1)];
        string target = decided.Decision.Label is string label
            ? Path.Combine(Path.GetDirectoryName(ownFolder)!, images.Categories.First(category => category.Label == label).FolderName)
            : Path.Combine(folder, Path.GetFileName(ownFolder));
        string wanted = Path.Combine(target, from[(ownFolder.Length + 1)..]);

        // A recorded move to another folder followed another decision.
        if (planned.LastOrDefault(move => move.From == from && move.Image == image.Digest) is PhotoMove begun
            && Path.GetDirectoryName(begun.To) == Path.GetDirectoryName(wanted))
        {
            taken.Add(begun.To);
            return begun;
        }

        return new PhotoMove(image.Digest, from, Free(wanted));
    }

    private string Free(string wanted)
    {
        string extension = Path.GetExtension(wanted);
        string path = wanted;
        for (int number = 2; Path.Exists(path) || planned.Any(move => move.To == path) || !taken.Add(path); number++)
        {
            path = wanted.Contains(WithoutHash, StringComparison.Ordinal)
                ? $"{wanted[..^extension.Length]}_{number}{extension}"
                : $"{wanted}{WithoutHash}{number}{extension}";
        }

        return path;
    }
}
