using System.Collections.Concurrent;

namespace Retrain.Training.Images;

/// <summary>Images that belong together, and their label.</summary>
internal sealed class Category
{
    private readonly Lazy<ConcurrentDictionary<LabeledImage, ImageRarity>> rarities = new(() => new(ReferenceEqualityComparer.Instance));
    private PathArena? paths;

    /// <param name="label">The label in the trained graph; by the rule of retrain.py.</param>
    /// <param name="labelIndex">The label's index among the graph's probabilities.</param>
    /// <param name="folder">The folder that messages name.</param>
    /// <param name="files">The category's files, ordered by relative path.</param>
    public Category(string label, int labelIndex, string folder, IEnumerable<ImageFile> files)
        : this(
            label, labelIndex, folder, (files as IReadOnlyCollection<ImageFile>)?.Count,
            category => files.Select(file => new LabeledImage(category, file)))
    {
    }

    private Category(string label, int labelIndex, string folder, int? count, Func<Category, IEnumerable<LabeledImage>> images)
    {
        Label = label;
        LabelIndex = labelIndex;
        Folder = folder;
        Images = ListOf(images(this), count);
    }

    public string Label { get; }

    /// <summary>The label's index among the graph's probabilities; lower where categories before it turn out to be unreadable.</summary>
    public int LabelIndex { get; set; }

    public string Folder { get; }

    /// <summary>The folder's own name, as it is spelt.</summary>
    public string FolderName => Path.GetFileName(Path.TrimEndingDirectorySeparator(Folder));

    /// <summary>The arena that keeps the paths of all its images: there may be millions, and each byte counts.</summary>
    public PathArena Paths => paths ?? throw new InvalidOperationException($"{Label} has no image");

    /// <summary>The category's images, ordered by relative path.</summary>
    public IReadOnlyList<LabeledImage> Images { get; }

    /// <summary>Finds the place in <see cref="Paths"/> of an image's file.</summary>
    public uint PlaceOf(ImageFile file) => file.PlaceIn(paths ??= file.Paths);

    /// <summary>The facts of one of its images that few have. Several threads may ask for them and set them.</summary>
    public ImageRarity RarityOf(LabeledImage image) => rarities.Value.GetValueOrDefault(image);

    /// <summary>Sets them.</summary>
    public void SetRarity(LabeledImage image, ImageRarity rarity) => rarities.Value[image] = rarity;

    /// <summary>The same category with other images, which may have had another label.</summary>
    /// <param name="images">The images in their order.</param>
    public Category With(IEnumerable<LabeledImage> images) =>
        new(Label, LabelIndex, Folder, null, category => images.Select(image => image.In(category)));

    // A list that grows would be there twice.
    private static LabeledImage[] ListOf(IEnumerable<LabeledImage> images, int? count)
    {
        if (count is null)
        {
            return [.. images];
        }

        LabeledImage[] list = new LabeledImage[count.Value];
        int next = 0;
        foreach (LabeledImage image in images)
        {
            list[next++] = image;
        }

        return list;
    }
}
