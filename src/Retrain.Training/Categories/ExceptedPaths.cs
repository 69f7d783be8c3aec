using System.Collections.Generic;
using System.IO;

namespace Retrain.Training.Categories;

/// <summary>Files and folders that a category's folder leaves to other categories of a project.</summary>
/// <param name="paths">The absolute paths.</param>
/// <remarks>Also compiled into Retrain.MSBuild, so it uses no more than .NET Standard 2.0.</remarks>
internal sealed class ExceptedPaths(IEnumerable<string> paths)
{
    private readonly HashSet<string> excepted = new(paths, StringComparer.Ordinal);

    /// <summary>Whether a file is one of the paths, or lies in one of them.</summary>
    public bool Contains(string file)
    {
        for (string? path = excepted.Count > 0 ? file : null; !string.IsNullOrEmpty(path); path = Path.GetDirectoryName(path))
        {
            if (excepted.Contains(path!))
            {
                return true;
            }
        }

        return false;
    }
}
