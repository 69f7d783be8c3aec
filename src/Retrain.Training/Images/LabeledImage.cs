using Retrain.Runtime.Diagnostics;
using Retrain.Training.Digests;

namespace Retrain.Training.Images;

/// <summary>
/// Everything that is known of one image. It comes into being when the folders are read, and each step adds what it finds out; batches,
/// test results, checks and reports point to it.
/// </summary>
internal sealed class LabeledImage(Category category, ImageFile file)
{
    // Fields are few and small, as there may be millions of images. An orientation of 0 says that the content is not known.
    private Digest digest;
    private byte orientation;
    private byte split;

    public Category Category => category;

    public ImageFile File => file;

    public string Label => category.Label;

    /// <summary>The label's index among the graph's probabilities.</summary>
    public int LabelIndex => category.LabelIndex;

    public string Path => file.Path;

    /// <inheritdoc cref="ImageFile.RelativePath" />
    public string RelativePath => file.RelativePath;

    /// <inheritdoc cref="ImageFile.Set" />
    public Split? PredefinedSplit => file.Set;

    /// <summary>The image's name as reports show it: its category's folder and its path in it.</summary>
    public string Name => $"{file.Folder ?? category.FolderName}/{file.RelativePath}";

    /// <summary>Whether the content of the file is known.</summary>
    public bool HasContent => orientation > 0;

    /// <summary>The content of the file.</summary>
    /// <exception cref="InvalidOperationException">The file was not read yet, or cannot be read.</exception>
    public ImageContent Content
    {
        get => HasContent ? new(digest, orientation) : throw new InvalidOperationException($"{Path} was not read");
        set
        {
            HasChanged |= HasContent && digest != value.Digest;
            (digest, orientation) = (value.Digest, (byte)value.Orientation);
        }
    }

    /// <summary>Whether the file was read again and had become another; may be set back.</summary>
    public bool HasChanged { get; set; }

    /// <inheritdoc cref="ImageContent.Digest" />
    /// <exception cref="InvalidOperationException">The file was not read yet, or cannot be read.</exception>
    public Digest Digest => Content.Digest;

    /// <summary>The reason why the file cannot be used as an image; <see langword="null"/> where it can, or was not read yet.</summary>
    public Diagnostic? Problem { get; set; }

    /// <summary>The set that the image is in, once images are split.</summary>
    public Split Split
    {
        get => (Split)split;
        set => split = (byte)value;
    }

    /// <summary>The row of its bottleneck in the matrix.</summary>
    public int Row { get; set; }

    /// <summary>The same image, before it is split, in another category. It keeps its name.</summary>
    public LabeledImage In(Category other) => new(other, file with { Folder = file.Folder ?? category.FolderName })
    {
        digest = digest,
        orientation = orientation,
        Problem = Problem,
        Row = Row,
    };
}
