using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Decisions;
using Retrain.Training.Images;

namespace Retrain.Training.Categories;

/// <summary>The images to train on.</summary>
internal sealed record DataOptions
{
    /// <summary>The folder whose sub-folders are the categories; if there are <see cref="Inputs"/>, the project, for messages.</summary>
    public required string ImageDir { get; init; }

    /// <summary>The folders and files of the categories, if they are not the sub-folders of one folder.</summary>
    public ProjectInputs? Inputs { get; init; }

    /// <summary>Whether an unreadable image makes the run fail.</summary>
    public bool Strict { get; init; }

    /// <summary>Whether folders of training, validation and testing images, each with its categories, are the split.</summary>
    public bool PredefinedSplit { get; init; }

    /// <summary>The file of a person's decisions about the images; <see langword="null"/> for none.</summary>
    public string? Decisions { get; init; }

    /// <summary>Reads the categories of a project or a folder, and the decisions about their images.</summary>
    /// <param name="report">Receives every problem except the last error, which is thrown instead.</param>
    /// <exception cref="RetrainException">
    /// There are fewer than two categories that can be used, or the decisions cannot be followed.
    /// </exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public ImageSet Read(Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        DecisionsFile? decisions = Decisions is null ? null : DecisionsFile.Read(Decisions);
        ImageSet images = ReadImages(report, cancellationToken);
        return decisions is null ? images : images.With(decisions);
    }

    /// <summary>Reads a folder in which the decisions have been followed in part: photos of it are being moved.</summary>
    /// <exception cref="RetrainException">There is no such folder, or the decisions cannot be followed.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public ImageSet ReadHalfMoved(Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        ImageSet images = PredefinedSplit
            ? SplitImageFolder.ReadHalfMoved(ImageDir, Strict, report, cancellationToken)
            : ImageFolder.ReadHalfMoved(ImageDir, Strict, report, cancellationToken);
        return images.With(DecisionsFile.Read(Decisions!));
    }

    private ImageSet ReadImages(Action<Diagnostic> report, CancellationToken cancellationToken) =>
        Inputs is not null ? Inputs.Categories(Strict, PredefinedSplit, report, cancellationToken)
        : PredefinedSplit ? SplitImageFolder.Read(ImageDir, Strict, report, cancellationToken)
        : ImageFolder.Read(ImageDir, Strict, report, cancellationToken);
}
