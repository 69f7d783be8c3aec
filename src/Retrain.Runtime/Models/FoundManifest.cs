namespace Retrain.Runtime.Models;

/// <summary>A manifest that lies beside a graph, and may belong to it.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Digests">The files that were written with it.</param>
/// <param name="Manifest">The manifest.</param>
internal sealed record FoundManifest(string Path, FileDigests Digests, Manifest Manifest)
{
    /// <summary>The tensor of that graph that holds the probabilities.</summary>
    public string? OutputTensor => Manifest.OutputTensor;
}
