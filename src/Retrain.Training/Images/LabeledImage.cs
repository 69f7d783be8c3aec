using Retrain.Runtime.Diagnostics;
using Retrain.Training.Digests;

namespace Retrain.Training.Images;

/// <summary>
/// Everything that is known of one image. It comes into being when the folders are read, and each step adds what it finds out; batches,
/// test results, checks and reports point to it.
/// </summary>
internal sealed class LabeledImage
{
    // Fields are few and small, as there may be millions of images. An orientation of 0 says that the content is not known, and a set of
    // 0 that no folder says it.
    private readonly uint place;
    private readonly byte setAndOne;
    private Digest digest;
    private byte orientation;
    private byte split;

    // Few images have what only their category knows of them.
    private bool isRare;

    public LabeledImage(Category category, ImageFile file)
    {
        Category = category;
        place = category.PlaceOf(file);
        setAndOne = (byte)(file.Set is Split set ? (int)set + 1 : 0);
        Rarity = file.Folder is null ? default : new ImageRarity(file.Folder, null);
    }

    public Category Category { get; }

    public ImageFile File => new(Category.Paths, place) { Set = PredefinedSplit, Folder = Rarity.Folder };

    public string Label => Category.Label;

    /// <summary>The label's index among the graph's probabilities.</summary>
    public int LabelIndex => Category.LabelIndex;

    public string Path => Category.Paths.PathOf(place);

    /// <inheritdoc cref="ImageFile.RelativePath" />
    public string RelativePath => Category.Paths.RelativePathOf(place);

    /// <inheritdoc cref="ImageFile.Set" />
    public Split? PredefinedSplit => setAndOne == 0 ? null : (Split)(setAndOne - 1);

    /// <summary>The image's name as reports show it: its category's folder and its path in it.</summary>
    public string Name => $"{Rarity.Folder ?? Category.FolderName}/{RelativePath}";

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
    public Diagnostic? Problem
    {
        get => Rarity.Problem;
        set => Rarity = Rarity with { Problem = value };
    }

    /// <summary>The set that the image is in, once images are split.</summary>
    public Split Split
    {
        get => (Split)split;
        set => split = (byte)value;
    }

    /// <summary>The row of its bottleneck in the matrix.</summary>
    public int Row { get; set; }

    /// <summary>The same image, before it is split, in another category. It keeps its name.</summary>
    public LabeledImage In(Category other) => new(other, File with { Folder = Rarity.Folder ?? Category.FolderName })
    {
        digest = digest,
        orientation = orientation,
        Problem = Problem,
        Row = Row,
    };

    private ImageRarity Rarity
    {
        get => isRare ? Category.RarityOf(this) : default;
        set
        {
            isRare = isRare || value != default;
            if (isRare)
            {
                Category.SetRarity(this, value);
            }
        }
    }
}
