using Retrain.Runtime.Models;
using Retrain.Training.Digests;

namespace Retrain.Training.Manifests;

/// <summary>NAME.manifest.json of an exported graph, beside which the manifest of the graph that it was made from may lie.</summary>
/// <param name="source">The path of the graph that it was made from.</param>
/// <param name="sourceDigest">The digest of that graph.</param>
/// <param name="weights">The format of its weights, as the flag names it.</param>
/// <param name="inputTensor">The tensor at which normalised pixels enter.</param>
/// <param name="outputTensor">The tensor at which probabilities leave.</param>
internal sealed class ExportManifest(string source, Digest sourceDigest, string weights, string inputTensor, string outputTensor)
{
    public static string PathFor(string output) => Path.ChangeExtension(output, ManifestSearch.Ending);

    /// <param name="stream">The file.</param>
    /// <param name="graph">The digest of the exported graph.</param>
    public void Write(Stream stream, Digest graph)
    {
        OutputDigests digests = new() { Graph = graph, Labels = Labels };
        ManifestFile.Write(stream, digests, json =>
        {
            json.WriteStartObject("export");
            json.WriteString("graphSha256", sourceDigest.ToString());
            json.WriteString("weights", weights);
            json.WriteEndObject();
            json.WriteStartObject("backbone");
            json.WriteString("inputTensor", inputTensor);
            json.WriteEndObject();
            json.WriteStartObject("options");
            json.WriteString("final_tensor_name", outputTensor);
            json.WriteEndObject();
        });
    }

    // The labels of the one graph are those of the other.
    private Digest? Labels =>
        ManifestSearch.Beside(source, _ => { })
            .FirstOrDefault(manifest => manifest.Digests.Graphs.Contains(sourceDigest.ToString().ToUpperInvariant()))
            ?.Digests.Labels is { Length: 2 * Digest.SizeBytes } labels && labels.All(char.IsAsciiHexDigit)
            ? Digest.Parse(labels)
            : null;
}
