namespace Retrain.Training.Categories;

/// <summary>The images to train on.</summary>
internal sealed record DataOptions
{
    /// <summary>The folder whose sub-folders are the categories; with <see cref="Inputs"/> the project, which messages name.</summary>
    public required string ImageDir { get; init; }

    /// <summary>The folders and files of the categories, where they are not the sub-folders of one folder.</summary>
    public ProjectInputs? Inputs { get; init; }

    /// <summary>Whether an unreadable image fails the run.</summary>
    public bool Strict { get; init; }
}
