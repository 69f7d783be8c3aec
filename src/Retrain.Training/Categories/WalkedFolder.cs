namespace Retrain.Training.Categories;

/// <summary>A folder and the way that led to it.</summary>
internal sealed class WalkedFolder
{
    private readonly WalkedFolder? parent;
    private readonly string realPath;

    private WalkedFolder(string path, string realPath, WalkedFolder? parent)
    {
        Path = path;
        this.realPath = realPath;
        this.parent = parent;
    }

    /// <summary>As it was come by, through links.</summary>
    public string Path { get; }

    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Where a walk begins.</summary>
    public static WalkedFolder Start(string path) => new(path, RealPath.Of(path), null);

    /// <returns><see langword="null"/> where the folder is a link to one that this one lies in: it would be walked without end.</returns>
    public WalkedFolder? Enter(DirectoryInfo inner)
    {
        string path = System.IO.Path.Combine(Path, inner.Name);
        if (inner.LinkTarget is null)
        {
            return new WalkedFolder(path, System.IO.Path.Combine(realPath, inner.Name), this);
        }

        string target = RealPath.Of(path);
        return LiesIn(target) ? null : new WalkedFolder(path, target, this);
    }

    // What lies in the target is walked again when it is entered, so it is enough to look at links.
    private bool LiesIn(string target)
    {
        string prefix = System.IO.Path.EndsInDirectorySeparator(target) ? target : target + System.IO.Path.DirectorySeparatorChar;
        for (WalkedFolder? folder = this; folder is not null; folder = folder.parent)
        {
            if (folder.realPath == target || folder.realPath.StartsWith(prefix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
