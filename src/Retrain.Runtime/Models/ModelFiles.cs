using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs;

namespace Retrain.Runtime.Models;

/// <summary>A trained graph and its labels in files. The manifests beside them show whether they were written together.</summary>
/// <param name="graphPath">The graph.</param>
/// <param name="labelsPath">Its labels; <see langword="null"/> where the graph alone is used.</param>
/// <param name="report">Told about manifests that are of no use.</param>
internal sealed class ModelFiles(string graphPath, string? labelsPath, Action<Diagnostic> report)
{
    private readonly List<Diagnostic> problems = [];
    private IReadOnlyList<FoundManifest> manifests = [];
    private byte[] labels = [];
    private string labelsDigest = "";

    /// <summary>The SHA-256 digest of the graph, once it is read; <see langword="null"/> where no manifest lies beside it.</summary>
    public string? GraphDigest { get; private set; }

    /// <summary>The tensor that holds the probabilities, once the graph is read, where a manifest of that very graph says it.</summary>
    public string? OutputTensor => Manifest?.OutputTensor;

    /// <summary>The manifest of that very graph, once it is read; <see langword="null"/> where there is none.</summary>
    public Manifest? Manifest => manifests
        .FirstOrDefault(manifest => GraphDigest is string digest && manifest.Digests.Graphs.Contains(digest))?.Manifest;

    /// <summary>Reads what the model says of itself; its graph is not parsed.</summary>
    /// <exception cref="RetrainException">A file cannot be read, or they were not written together.</exception>
    public ModelDescription ReadDescription()
    {
        string[] read = ReadLabels();
        using (FileContent content = FileContent.Read(graphPath))
        {
            ReadManifests(content.Bytes);
        }

        RequireOneSet();
        return new ModelDescription(read, Manifest, Manifest is null ? null : GraphDigest);
    }

    /// <exception cref="RetrainException">RT2016: the file cannot be read.</exception>
    public string[] ReadLabels()
    {
        ArgumentNullException.ThrowIfNull(labelsPath);
        labels = LabelsReader.ReadBytes(labelsPath);
        return LabelsReader.Parse(labels);
    }

    /// <exception cref="RetrainException">RT2001 or RT2002: it is not a network, or it cannot be read.</exception>
    public NetworkGraph ReadGraph()
    {
        using FileContent content = FileContent.Read(graphPath);
        return DigestedGraph.Parse(content, graphPath, ReadManifests);
    }

    /// <summary>Compares both files, once they are read, with the digests in the manifests.</summary>
    /// <exception cref="RetrainException">RT2017 or RT2024: they were not written together.</exception>
    public void RequireOneSet()
    {
        problems.ForEach(report);
        foreach ((string manifest, FileDigests digests, _) in manifests)
        {
            if (digests.Describe(manifest, (graphPath, GraphDigest!), (labelsPath!, labelsDigest)))
            {
                return;
            }

            report(GraphDiagnostics.ManifestOfAnotherGraph(manifest, graphPath) with { Severity = Severity.Warning });
        }
    }

    private void ReadManifests(ReadOnlySpan<byte> graph)
    {
        manifests = ManifestSearch.Beside(graphPath, problems.Add);
        if (manifests.Count > 0)
        {
            GraphDigest = FileDigests.Of(graph);
            labelsDigest = FileDigests.Of(labels);
        }
    }
}
