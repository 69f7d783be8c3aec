namespace Retrain.Training.Categories;

/// <summary>A folder and the path by which it was reached.</summary>
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

    /// <summary>The path by which the folder was reached, with the links in it.</summary>
    public string Path { get; }

    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>The folder at which a walk begins.</summary>
    public static WalkedFolder Start(string path) => new(path, RealPath.Of(path), null);

    /// <summary>Enters a folder inside this one.</summary>
    /// <returns>The folder; <see langword="null"/> if it is a link to a folder that contains this one, which would never end.</returns>
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

    // The content of the target is walked again when it is entered, so only links need to be checked.
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
