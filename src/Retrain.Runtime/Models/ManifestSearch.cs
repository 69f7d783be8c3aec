using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Files;

namespace Retrain.Runtime.Models;

/// <summary>Finds the manifests that may belong to a graph: those beside it with its name, and manifest.json.</summary>
internal static class ManifestSearch
{
    /// <summary>The name of the manifest in a folder with one model.</summary>
    public const string SharedName = "manifest.json";

    /// <summary>The end of the name of a manifest that has its graph's name.</summary>
    public const string Ending = ".manifest.json";

    private const string BuildEnding = ".output_graph"; // a build writes Flowers.output_graph.pb and Flowers.manifest.json

    /// <summary>Reads the manifests that name files by digests, the most likely one first.</summary>
    /// <param name="graphPath">The graph.</param>
    /// <param name="report">Told about a manifest of the graph's own name that cannot be used.</param>
    public static IReadOnlyList<FoundManifest> Beside(string graphPath, Action<Diagnostic> report)
    {
        string folder = Path.GetDirectoryName(graphPath) ?? "";
        string name = Path.GetFileNameWithoutExtension(graphPath);
        List<string> names = [name + Ending];
        if (name.EndsWith(BuildEnding, StringComparison.Ordinal))
        {
            names.Add(name[..^BuildEnding.Length] + Ending);
        }

        List<FoundManifest> found = [];
        foreach (string path in names.Append(SharedName).Select(manifest => Path.Combine(folder, manifest)).Where(File.Exists))
        {
            if (Read(path, report) is { Digests: FileDigests digests } manifest)
            {
                found.Add(new(path, digests, manifest));
            }
        }

        return found;
    }

    private static Manifest? Read(string path, Action<Diagnostic> report)
    {
        Diagnostic problem;
        try
        {
            return Manifest.Parse(SmallFile.Read(path, Manifest.LargestBytes), path);
        }
        catch (RetrainException exception)
        {
            problem = exception.Diagnostic;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problem = GraphDiagnostics.DamagedManifest(path, $"cannot be read ({exception.Message.TrimEnd('.')})");
        }

        // Many programs have a manifest.json of another kind.
        if (Path.GetFileName(path) != SharedName)
        {
            report(problem with { Severity = Severity.Warning });
        }

        return null;
    }
}
