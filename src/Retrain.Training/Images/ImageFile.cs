namespace Retrain.Training.Images;

/// <summary>A file among the images of a category.</summary>
internal readonly record struct ImageFile
{
    private readonly PathArena paths;
    private readonly uint place;

    // 0 for none, as there may be millions of files and each byte counts.
    private readonly byte setAndOne;

    /// <param name="path">The file's path.</param>
    /// <param name="relativePath">Its path inside the category's folder, with '/' on every system: the split depends on it.</param>
    /// <param name="paths">The arena that keeps both, with those of other files.</param>
    public ImageFile(string path, string relativePath, PathArena paths)
    {
        this.paths = paths;
        place = paths.Add(path, relativePath);
    }

    /// <summary>A file that an arena keeps already.</summary>
    public ImageFile(PathArena paths, uint place)
    {
        this.paths = paths;
        this.place = place;
    }

    /// <summary>A single file.</summary>
    public ImageFile(string path, string relativePath)
        : this(path, relativePath, new PathArena())
    {
    }

    /// <summary>The arena that keeps the paths.</summary>
    public PathArena Paths => paths;

    /// <summary>The file's path.</summary>
    public string Path => paths.PathOf(place);

    /// <summary>The file's path inside the category's folder, with '/' on every system: the split depends on it.</summary>
    public string RelativePath => paths.RelativePathOf(place);

    /// <summary>The set that the file's folders say it is in; <see langword="null"/> where they say nothing.</summary>
    public Split? Set
    {
        get => setAndOne == 0 ? null : (Split)(setAndOne - 1);
        init => setAndOne = (byte)(value is Split set ? (int)set + 1 : 0);
    }

    /// <summary>The name of the category's folder that it lies in, where its label is another; otherwise <see langword="null"/>.</summary>
    public string? Folder { get; init; }

    /// <summary>Finds the file in an arena, which gets a copy of the paths where another arena keeps them.</summary>
    public uint PlaceIn(PathArena arena) => arena == paths ? place : arena.Add(Path, RelativePath);

    /// <inheritdoc cref="PathArena.TryCompare" />
    /// <param name="other">A file whose paths the same arena keeps.</param>
    public bool TryCompare(ImageFile other, out int order) => paths.TryCompare(place, other.place, out order);
}
