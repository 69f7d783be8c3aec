using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Decisions;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.Images;

/// <summary>The categories of a run with their images.</summary>
/// <param name="Origin">The folder or project that messages about the images as a whole name.</param>
/// <param name="IsStrict">Whether an image that cannot be read fails the run; otherwise it is left out with a warning.</param>
/// <param name="Categories">The categories in the order of their labels.</param>
internal sealed record ImageSet(string Origin, bool IsStrict, IReadOnlyList<Category> Categories)
{
    /// <summary>A person's decisions about the images, which are followed once their digests are known.</summary>
    public DecisionsFile? Decisions { get; private init; }

    /// <summary>Every image, ordered by category and relative path.</summary>
    public IReadOnlyList<LabeledImage> Images => new ImagesOfCategories(Categories);

    /// <summary>The same images, about which a person decided.</summary>
    /// <exception cref="RetrainException">RT1084: a decision has a label that no category has.</exception>
    public ImageSet With(DecisionsFile decisions)
    {
        string[] labels = [.. Categories.Select(category => category.Label)];
        string? unknown = decisions.Decisions.Values.Select(decision => decision.Label).OfType<string>()
            .FirstOrDefault(label => !labels.Contains(label, StringComparer.Ordinal));
        return unknown is null
            ? this with { Decisions = decisions }
            : throw new RetrainException(DecisionDiagnostics.UnknownDecidedLabel(
                decisions.Path, unknown, Origin, NearestNames.Of(unknown, labels, 2)));
    }

    /// <summary>Reports all images that could not be read, and leaves out the categories that have no others.</summary>
    /// <returns>The categories that are left; their label indices have no gaps.</returns>
    /// <exception cref="RetrainException">Fewer than two categories are left, or any image is unreadable and the set is strict.</exception>
    public ImageSet Readable(Action<Diagnostic> report)
    {
        LabeledImage[] unreadable = [.. Categories.SelectMany(category => category.Images).Where(image => image.Problem is not null)];
        foreach (Diagnostic problem in ProblemSummary.Of(unreadable))
        {
            report(problem with { Severity = IsStrict ? Severity.Error : Severity.Warning });
        }

        Category[] left = [.. Categories.Where(category => category.Images.Any(image => image.Problem is null))];
        foreach (Category category in Categories.Except(left))
        {
            report(DataDiagnostics.NothingReadable(category.Folder, category.Images.Count, isLeftOut: !IsStrict));
        }

        Diagnostic? error = IsStrict && unreadable.Length > 0
            ? DataDiagnostics.UnreadableInStrictMode(Origin, unreadable.Length, "image")
            : left.Length switch
            {
                0 => DataDiagnostics.NothingReadable(Origin, unreadable.Length, isLeftOut: false),
                1 => DataDiagnostics.OneCategory(Origin, left[0].FolderName),
                _ => null,
            };
        if (error is not null)
        {
            throw new RetrainException(error);
        }

        foreach ((int index, Category category) in left.Index())
        {
            category.LabelIndex = index;
        }

        return this with { Categories = left };
    }

    /// <summary>The same images with the label indices of a model, whose labels may have another order.</summary>
    /// <param name="labels">The model's labels, each category's among them.</param>
    public ImageSet WithLabelsOf(IReadOnlyList<string> labels)
    {
        Dictionary<string, int> indices = labels.Index().ToDictionary(label => label.Item, label => label.Index, StringComparer.Ordinal);
        return this with
        {
            Categories =
            [
                .. Categories.Select(category => new Category(
                    category.Label, indices[category.Label], category.Folder,
                    category.Images.Select(image => image.File with { Set = null, Folder = null }))),
            ],
        };
    }
}
