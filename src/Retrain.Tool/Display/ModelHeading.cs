using System.Globalization;
using System.Security.Cryptography;
using Retrain.Runtime.Files;
using Retrain.Runtime.Models;

namespace Retrain.Tool.Display;

/// <summary>Says in a line which model a command uses.</summary>
internal static class ModelHeading
{
    /// <param name="graphPath">The graph, which exists.</param>
    /// <returns>The path, the backbone if a manifest beside the graph names both, and the time when the graph was written.</returns>
    public static string Of(string graphPath)
    {
        string written = File.GetLastWriteTime(graphPath).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return string.Join(", ", new[] { graphPath, Backbone(graphPath), $"written {written}" }.OfType<string>());
    }

    // A manifest holds no time, so that the same training writes the same bytes.
    private static string? Backbone(string graphPath)
    {
        IReadOnlyList<(string Path, FileDigests Digests)> manifests = ManifestSearch.Beside(graphPath, _ => { });
        if (manifests.Count == 0)
        {
            return null;
        }

        using FileStream graph = File.OpenRead(graphPath);
        string digest = Convert.ToHexString(SHA256.HashData(graph));
        return manifests.Where(manifest => manifest.Digests.Graphs.Contains(digest))
            .Select(manifest => Manifest.Parse(SmallFile.Read(manifest.Path, Manifest.LargestBytes), manifest.Path).BackboneName)
            .FirstOrDefault();
    }
}
