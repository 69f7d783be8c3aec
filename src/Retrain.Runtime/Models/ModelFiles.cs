using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs;

namespace Retrain.Runtime.Models;

/// <summary>A trained graph and its labels in files. The manifests beside them show whether they were written together.</summary>
/// <param name="graphPath">The graph.</param>
/// <param name="labelsPath">Its labels.</param>
/// <param name="report">Told about manifests that are of no use.</param>
internal sealed class ModelFiles(string graphPath, string labelsPath, Action<Diagnostic> report)
{
    private readonly List<Diagnostic> problems = [];
    private IReadOnlyList<(string Path, FileDigests Digests)> manifests = [];
    private byte[] labels = [];
    private string graphDigest = "";
    private string labelsDigest = "";

    /// <exception cref="RetrainException">RT2016: the file cannot be read.</exception>
    public string[] ReadLabels()
    {
        labels = LabelsReader.ReadBytes(labelsPath);
        return LabelsReader.Parse(labels);
    }

    /// <exception cref="RetrainException">RT2001 or RT2002: it is not a network, or it cannot be read.</exception>
    public NetworkGraph ReadGraph()
    {
        using FileContent content = FileContent.Read(graphPath);
        return DigestedGraph.Parse(content, graphPath, bytes =>
        {
            manifests = ManifestSearch.Beside(graphPath, problems.Add);
            if (manifests.Count > 0)
            {
                graphDigest = FileDigests.Of(bytes);
                labelsDigest = FileDigests.Of(labels);
            }
        });
    }

    /// <summary>Compares both files, once they are read, with the digests in the manifests.</summary>
    /// <exception cref="RetrainException">RT2017 or RT2024: they were not written together.</exception>
    public void RequireOneSet()
    {
        problems.ForEach(report);
        foreach ((string manifest, FileDigests digests) in manifests)
        {
            if (digests.Describe(manifest, (graphPath, graphDigest), (labelsPath, labelsDigest)))
            {
                return;
            }

            report(GraphDiagnostics.ManifestOfAnotherGraph(manifest, graphPath) with { Severity = Severity.Warning });
        }
    }
}
