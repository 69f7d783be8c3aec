using System.CommandLine;
using Retrain.Runtime;
using Retrain.Runtime.Models;
using Retrain.Tool.Flags;
using Retrain.Training.Diagnostics;

namespace Retrain.Tool.Commands;

/// <summary>Finds the labels of a graph that no flag names: beside the graph and nowhere else, where those of other models lie.</summary>
internal static class LabelsSearch
{
    private static readonly string[] UsualNames = ["output_labels.txt", "labels.txt"];

    /// <summary>The labels that a flag names, else those beside the graph.</summary>
    /// <param name="graph">The path of the graph.</param>
    /// <param name="labels">The flag that names labels.</param>
    /// <exception cref="RetrainException">RT4009: the named file does not exist. RT4004: there are none beside the graph.</exception>
    public static string For(string graph, ParseResult line, Option<string?> labels) => line.GetValue(labels) is string named
        ? Flag.ExistingFile(labels.Name, named)
        : Beside(graph, labels.Name);

    /// <param name="graph">The path of the graph.</param>
    /// <param name="flag">The flag that could name labels, for messages.</param>
    /// <exception cref="RetrainException">RT4004: there are none beside the graph.</exception>
    public static string Beside(string graph, string flag)
    {
        string folder = Path.GetDirectoryName(graph) ?? "";
        string[] names = [.. NamesFor(Path.GetFileNameWithoutExtension(graph)).Select(name => $"{name}.txt").Where(Exists)];
        ILookup<bool, FileDigests> manifests = ManifestSearch.Beside(graph, _ => { })
            .ToLookup(manifest => Path.GetFileName(manifest.Path) == ManifestSearch.SharedName, manifest => manifest.Digests);
        string? found = Written(manifests[false]) ?? names.FirstOrDefault() ?? Written(manifests[true])
            ?? UsualNames.FirstOrDefault(Exists);
        return found is not null
            ? Path.Combine(folder, found)
            : throw new RetrainException(OptionDiagnostics.MissingFlag(flag, $"name the labels of '{graph}', beside which there are none"));

        bool Exists(string name) => File.Exists(Path.Combine(folder, name));

        // Whatever their name is, the manifest knows the labels by their digest.
        string? Written(IEnumerable<FileDigests> digests) => digests
            .Where(digest => digest.Labels is not null)
            .Select(digest => names.Concat(TextsIn(folder)).FirstOrDefault(name => digest.Labels == DigestOf(Path.Combine(folder, name))))
            .FirstOrDefault(name => name is not null);
    }

    // Those of retrain.py and of a build (Flowers.output_graph.pb), then names that people choose.
    private static string[] NamesFor(string graph) =>
        [graph.Replace("graph", "labels", StringComparison.Ordinal), graph, $"{graph}_labels", $"{graph}.labels"];

    private static IEnumerable<string> TextsIn(string folder) =>
        Directory.EnumerateFiles(folder.Length > 0 ? folder : ".", "*.txt").Select(path => Path.GetFileName(path))
            .Order(StringComparer.Ordinal);

    private static string? DigestOf(string path)
    {
        try
        {
            return FileDigests.Of(LabelsReader.ReadBytes(path));
        }
        catch (RetrainException)
        {
            return null; // what cannot be read is not what is looked for
        }
    }
}
