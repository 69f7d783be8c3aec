using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using Retrain.Runtime.Diagnostics;

namespace Retrain.Runtime.Models;

/// <summary>The SHA-256 digests, in hexadecimal, by which a manifest names the files that were written with it.</summary>
/// <param name="Graphs">The digests of the graph and of the same graph as an ONNX model.</param>
/// <param name="Labels">The digest of the labels; <see langword="null"/> if the manifest does not say.</param>
internal sealed record FileDigests(IReadOnlyList<string> Graphs, string? Labels)
{
    /// <summary>The member of the graph; a second one may name the same graph as an ONNX model.</summary>
    private const string GraphName = "graph";

    /// <summary>The member of the labels; all others are of graphs.</summary>
    public const string LabelsName = "labels";

    /// <summary>The digest of the graph, in upper case; <see langword="null"/> if the manifest does not say.</summary>
    public string? Graph { get; init; }

    /// <summary>Spells a digest as manifests and sha256sum do.</summary>
    [SuppressMessage("Globalization", "CA1308:Normalize strings to uppercase", Justification = "Hexadecimal digits are ASCII.")]
    public static string? LowerCase(string? digest) => digest?.ToLowerInvariant();

    /// <summary>Makes the digest of a file, in upper case.</summary>
    public static string Of(ReadOnlySpan<byte> content) => Convert.ToHexString(SHA256.HashData(content));

    /// <summary>Reads the digests of a manifest.</summary>
    /// <param name="digests">A JSON object with a name for each file.</param>
    public static FileDigests? Of(JsonElement digests)
    {
        if (digests.ValueKind is not JsonValueKind.Object)
        {
            return null;
        }

        Dictionary<string, string> named = digests.EnumerateObject()
            .Where(digest => digest.Value.ValueKind is JsonValueKind.String)
            .GroupBy(digest => digest.Name, digest => digest.Value.GetString()!)
            .ToDictionary(group => group.Key, group => group.Last().ToUpperInvariant());
        return new FileDigests(
            [.. named.Where(digest => digest.Key != LabelsName).Select(digest => digest.Value)], named.GetValueOrDefault(LabelsName))
        {
            Graph = named.GetValueOrDefault(GraphName),
        };
    }

    /// <summary>Finds out whether a graph and labels are those that were written with the manifest.</summary>
    /// <param name="manifest">The manifest, for messages.</param>
    /// <param name="graph">The graph's origin and its digest in upper case.</param>
    /// <param name="labels">The labels' origin and their digest in upper case.</param>
    /// <returns>Whether they are; otherwise the manifest belongs to another model.</returns>
    /// <exception cref="RetrainException">RT2017 or RT2024: the manifest names one of the two, and not the other.</exception>
    public bool Describe(string manifest, (string Origin, string Digest) graph, (string Origin, string Digest) labels)
    {
        bool isGraph = Graphs.Contains(graph.Digest);
        if (isGraph && Labels is not null && Labels != labels.Digest)
        {
            throw new RetrainException(GraphDiagnostics.LabelsOfAnotherGraph(
                labels.Origin, $"the file is not the one that was written with '{graph.Origin}', as '{manifest}' says"));
        }

        if (!isGraph && Labels == labels.Digest)
        {
            throw new RetrainException(GraphDiagnostics.ManifestOfAnotherGraph(manifest, graph.Origin));
        }

        return isGraph;
    }
}
