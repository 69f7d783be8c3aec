namespace Retrain.MSBuild.Categories;

/// <summary>Finds the sources of a model that lie below one of its folders.</summary>
internal sealed class NestedPaths
{
    private readonly HashSet<string> folders;
    private readonly Dictionary<string, List<string>> below = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> above = new(StringComparer.Ordinal);

    /// <param name="folders">The folders of all categories.</param>
    /// <param name="images">The images that are items themselves.</param>
    public NestedPaths(IEnumerable<string> folders, IEnumerable<string> images)
    {
        this.folders = new HashSet<string>(folders, StringComparer.Ordinal);
        foreach (string path in this.folders.Concat(images))
        {
            foreach (string folder in FoldersAbove(Path.GetDirectoryName(path) ?? ""))
            {
                if (!below.TryGetValue(folder, out List<string>? paths))
                {
                    below.Add(folder, paths = []);
                }

                paths.Add(path);
            }
        }
    }

    /// <summary>The folders and images below a folder that are sources themselves, in order.</summary>
    public IReadOnlyList<string> Below(string folder)
    {
        if (!below.TryGetValue(folder, out List<string>? paths))
        {
            return [];
        }

        paths.Sort(StringComparer.Ordinal);
        return paths;
    }

    // Thousands of images lie in the same folder, so each folder is looked up once.
    private IReadOnlyList<string> FoldersAbove(string path)
    {
        if (!above.TryGetValue(path, out IReadOnlyList<string>? found))
        {
            IReadOnlyList<string> further = Path.GetDirectoryName(path) is { Length: > 0 } parent ? FoldersAbove(parent) : [];
            found = folders.Contains(path) ? [path, .. further] : further;
            above.Add(path, found);
        }

        return found;
    }
}
