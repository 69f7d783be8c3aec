using Retrain.Runtime;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;

namespace Retrain.Training.Verification;

/// <summary>The graphs that lie beside a manifest under the names that training gives them.</summary>
internal static class GraphsBeside
{
    private const string Ending = ".manifest.json";
    private static readonly string[] Formats = [".pb", ".onnx"];

    /// <summary>
    /// Requires that one of them is the manifest's, so that what is proven of the manifest holds for the model. Another may be left of a
    /// training that wrote the other format.
    /// </summary>
    /// <exception cref="RetrainException">RT1048: all of them have other bytes.</exception>
    public static void Require(RecordedModel recorded)
    {
        string[] graphs = [.. NamesFor(recorded.Path).Where(File.Exists)];
        if (graphs.Length > 0 && !graphs.Any(graph => recorded.GraphDigests.Contains(Digest.OfFile(graph).ToString())))
        {
            throw new RetrainException(VerificationDiagnostics.OtherGraph(graphs[0], recorded.Path));
        }
    }

    private static IEnumerable<string> NamesFor(string manifest)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(manifest))!, name = Path.GetFileName(manifest);
        string[] stems = name.EndsWith(Ending, StringComparison.Ordinal)
            ? [name[..^Ending.Length], $"{name[..^Ending.Length]}.output_graph"]
            : name == "manifest.json" ? ["output_graph"] : [];
        return stems.SelectMany(_ => Formats, (stem, format) => Path.Combine(folder, stem + format));
    }
}
