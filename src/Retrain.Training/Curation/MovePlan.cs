using Retrain.Runtime;
using Retrain.Training.Categories;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;
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
    private readonly HashSet<string> plannedPaths = [.. planned.Select(move => move.To)];
    private readonly ILookup<(string From, Digest Image), PhotoMove> begunMoves = planned.ToLookup(move => (move.From, move.Image));

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
        foreach (string own in images.Images.Select(OwnFolder).Distinct(StringComparer.Ordinal))
        {
            RequireOutside(own, folder);
        }
    }

    /// <summary>Plans a move for each photo that does not lie where it belongs, to a path that nothing has.</summary>
    public IReadOnlyList<PhotoMove> Of(IEnumerable<DecidedImage> decided) =>
        [.. decided.Where(image => image.IsChange).Select(Move)];

    private PhotoMove Move(DecidedImage decided)
    {
        LabeledImage image = decided.Image;
        string from = Path.GetFullPath(image.Path);
        string ownFolder = OwnFolder(image);
        string target = decided.Decision.Label is string label
            ? Path.Combine(Path.GetDirectoryName(ownFolder)!, images.Categories.First(category => category.Label == label).FolderName)
            : Path.Combine(folder, Path.GetFileName(ownFolder));
        string wanted = Path.Combine(target, from[(ownFolder.Length + 1)..]);

        // A recorded move to another folder followed another decision.
        if (begunMoves[(from, image.Digest)].LastOrDefault() is PhotoMove begun
            && Path.GetDirectoryName(begun.To) == Path.GetDirectoryName(wanted))
        {
            taken.Add(begun.To);
            return begun;
        }

        return new PhotoMove(image.Digest, from, Free(wanted));
    }

    // The folder of its category, as the image was found.
    private static string OwnFolder(LabeledImage image) => Path.GetFullPath(image.Path)[..^(image.RelativePath.Length + 1)];

    private string Free(string wanted)
    {
        string extension = Path.GetExtension(wanted);
        string path = wanted;
        for (int number = 2; Path.Exists(path) || plannedPaths.Contains(path) || !taken.Add(path); number++)
        {
            path = wanted.Contains(WithoutHash, StringComparison.Ordinal)
                ? $"{wanted[..^extension.Length]}_{number}{extension}"
                : $"{wanted}{WithoutHash}{number}{extension}";
        }

        return path;
    }
}
