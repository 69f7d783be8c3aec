namespace Retrain.Training.Categories;

/// <summary>Follows every link in a path like realpath(3), whereas .NET follows only the last one.</summary>
internal static class RealPath
{
    // Linux's limit: links that lead to each other never end.
    private const int MaximumLinks = 40;

    /// <summary>The path without links; one whose links never end stays as it is, and the file system refuses to open it.</summary>
    public static string Of(string path)
    {
        string full = Path.GetFullPath(path);
        string real = Path.GetPathRoot(full)!;
        Stack<string> rest = [];
        Push(rest, full[real.Length..]);
        int links = 0;
        while (rest.TryPop(out string? part))
        {
            string next = Path.Combine(real, part);
            if (part is "..")
            {
                real = Path.GetDirectoryName(real) ?? real;
            }
            else if (new DirectoryInfo(next).LinkTarget is not string target)
            {
                real = next;
            }
            else if (++links > MaximumLinks)
            {
                return full;
            }
            else
            {
                string root = Path.GetPathRoot(target)!;
                real = root.Length > 0 ? root : real;
                Push(rest, target[root.Length..]);
            }
        }

        return real;
    }

    private static void Push(Stack<string> rest, string path)
    {
        string[] parts = path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
        foreach (string part in parts.Where(part => part is not ".").Reverse())
        {
            rest.Push(part);
        }
    }
}
