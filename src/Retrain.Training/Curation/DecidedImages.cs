using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Categories;
using Retrain.Training.Decisions;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;
using Retrain.Training.Events;
using Retrain.Training.Images;

namespace Retrain.Training.Curation;

/// <summary>
/// Follows a person's decisions about images without touching a photo: those that belong nowhere are left out, and others get another
/// label. What results is what a folder would give in which the photos had been moved.
/// </summary>
internal static class DecidedImages
{
    /// <param name="images">The images with their digests, as far as their files can be read.</param>
    /// <param name="report">Receives what was done, and which decisions match no image.</param>
    /// <returns>The images that are left; the set itself where nothing was decided.</returns>
    /// <exception cref="RetrainException">RT1085: no image is left.</exception>
    public static ImageSet Of(ImageSet images, Action<TrainingEvent> report)
    {
        if (images.Decisions is not DecisionsFile file)
        {
            return images;
        }

        void Warn(Diagnostic diagnostic) => report(new ProblemFound(diagnostic));

        DecidedImage[] changed = [.. In(images, file, Warn).Where(image => image.IsChange)];
        report(new DecisionsApplied(file, changed.Count(image => image.IsRemoved), changed.Count(image => !image.IsRemoved)));
        return Changed(images, changed, Warn);
    }

    /// <summary>Follows decisions about images to test a model with, whose folder need not have a category for each label.</summary>
    /// <inheritdoc cref="Of" path="/returns" />
    /// <exception cref="RetrainException">RT1085: no image is left.</exception>
    /// <exception cref="OperationCanceledException">The reading of the images was cancelled.</exception>
    public static ImageSet OfTest(
        ImageSet images, DecisionsFile file, Action<TrainingEvent> report, CancellationToken cancellationToken)
    {
        IEnumerable<string> missing = file.Decisions.Values.Select(decision => decision.Label).OfType<string>()
            .Except(images.Categories.Select(category => category.Label), StringComparer.Ordinal);
        ImageContents.Read(images.Images, cancellationToken);
        IEnumerable<Category> added = missing.Select(label => new Category(label, 0, Path.Combine(images.Origin, label), []));
        return Of((images with { Categories = [.. images.Categories, .. added] }).With(file), report);
    }

    /// <summary>Finds the images that something was decided about, ordered by category and relative path.</summary>
    /// <param name="warn">Told once of the decisions that match no image.</param>
    public static IReadOnlyList<DecidedImage> In(ImageSet images, DecisionsFile file, Action<Diagnostic> warn)
    {
        DecidedImage[] decided =
        [
            .. images.Images.Where(image => image.HasContent && file.Decisions.ContainsKey(image.Digest))
                .Select(image => new DecidedImage(image, file.Decisions[image.Digest])),
        ];
        HashSet<Digest> matched = [.. decided.Select(image => image.Decision.Image)];
        string[] unmatched = [.. file.Decisions.Keys.Where(digest => !matched.Contains(digest)).Select(digest => digest.ToString())];
        if (unmatched.Length > 0)
        {
            warn(DecisionDiagnostics.UnmatchedDecisions(file.Path, unmatched, file.Decisions.Count));
        }

        return decided;
    }

    private static ImageSet Changed(ImageSet images, DecidedImage[] changed, Action<Diagnostic> warn)
    {
        HashSet<LabeledImage> gone = [.. changed.Select(image => image.Image)];
        ILookup<string, LabeledImage> arrivals = changed.Where(image => !image.IsRemoved)
            .ToLookup(image => image.Decision.Label!, image => image.Image, StringComparer.Ordinal);
        List<Category> left = [];
        foreach (Category category in images.Categories)
        {
            LabeledImage[] stay = [.. category.Images.Where(image => !gone.Contains(image))];
            if (stay.Length == category.Images.Count && !arrivals.Contains(category.Label))
            {
                left.Add(category);
            }
            else if (stay.Length + arrivals[category.Label].Count() is 0)
            {
                warn(DecisionDiagnostics.NothingLeft(category.Folder, images.Decisions!.Path, isLeftOut: true));
            }
            else
            {
                left.Add(category.With(Together(stay, arrivals[category.Label])));
            }
        }

        Category[] filled = [.. left.Where(category => category.Images.Count > 0)];
        return filled.Length > 0
            ? images with { Categories = filled }
            : throw new RetrainException(DecisionDiagnostics.NothingLeft(images.Origin, images.Decisions!.Path, isLeftOut: false));
    }

    // The order of the folder that the arrivals could have been moved to: training draws by it.
    private static IEnumerable<LabeledImage> Together(LabeledImage[] stay, IEnumerable<LabeledImage> arrivals) => arrivals.Any()
        ? stay.Concat(arrivals).OrderBy(image => image.PredefinedSplit).ThenBy(image => image.RelativePath, CodePointOrder.Instance)
        : stay;
}
