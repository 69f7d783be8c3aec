using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.Images;

/// <summary>The categories of a run with their images.</summary>
/// <param name="Origin">The folder or project that messages about the images as a whole name.</param>
/// <param name="IsStrict">Whether an image that cannot be read fails the run; otherwise it is left out with a warning.</param>
/// <param name="Categories">The categories in the order of their labels.</param>
internal sealed record ImageSet(string Origin, bool IsStrict, IReadOnlyList<Category> Categories)
{
    /// <summary>Every image, ordered by category and relative path.</summary>
    public IReadOnlyList<LabeledImage> Images => [.. Categories.SelectMany(category => category.Images)];

    /// <summary>Tells of all images that could not be read.</summary>
    /// <exception cref="RetrainException">A category has no readable image, or any image is unreadable and the set is strict.</exception>
    public void RequireReadable(Action<Diagnostic> report)
    {
        LabeledImage[] unreadable = [.. Images.Where(image => image.Problem is not null)];
        foreach (Diagnostic problem in ProblemSummary.Of(unreadable))
        {
            report(problem with { Severity = IsStrict ? Severity.Error : Severity.Warning });
        }

        List<Diagnostic> errors =
        [
            .. Categories.Where(category => category.Images.All(image => image.Problem is not null))
                .Select(category => DataDiagnostics.NothingReadable(category.Folder, category.Images.Count)),
        ];
        if (IsStrict && unreadable.Length > 0)
        {
            errors.Add(DataDiagnostics.UnreadableInStrictMode(Origin, unreadable.Length, "image"));
        }

        if (errors.Count > 0)
        {
            errors[..^1].ForEach(report);
            throw new RetrainException(errors[^1]);
        }
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
                    category.Images.Select(image => new ImageFile(image.Path, image.RelativePath)))),
            ],
        };
    }
}
