using System.Globalization;
using Retrain.Runtime.Files;
using Retrain.Runtime.Models;

namespace Retrain.Tool.Display;

/// <summary>Says in a line which model a command uses.</summary>
internal static class ModelHeading
{
    /// <param name="graphPath">The graph, which exists.</param>
    /// <param name="digest">The digest of the graph; <see langword="null"/> where no manifest lies beside it.</param>
    /// <returns>The path, the backbone if a manifest beside the graph names both, and the time when the graph was written.</returns>
    public static string Of(string graphPath, string? digest)
    {
        string written = File.GetLastWriteTime(graphPath).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return string.Join(", ", new[] { graphPath, Backbone(graphPath, digest), $"written {written}" }.OfType<string>());
    }

    // A manifest holds no time, so that the same training writes the same bytes.
    private static string? Backbone(string graphPath, string? digest)
    {
        return digest is null ? null : ManifestSearch.Beside(graphPath, _ => { })
            .Where(manifest => manifest.Digests.Graphs.Contains(digest))
            .Select(manifest => Manifest.Parse(SmallFile.Read(manifest.Path, Manifest.LargestBytes), manifest.Path).BackboneName)
            .FirstOrDefault();
    }
}
