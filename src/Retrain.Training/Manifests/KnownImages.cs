using System.Text.Json;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Files;
using Retrain.Runtime.Models;
using Retrain.Training.Digests;
using Retrain.Training.Images;

namespace Retrain.Training.Manifests;

/// <summary>The images that a model was trained and validated on, as its manifest keeps them: less than six bytes for each.</summary>
internal static class KnownImages
{
    private const string DataSet = "dataSet";
    private const string Name = "knownImages";

    /// <summary>Writes the member.</summary>
    /// <param name="images">All images of the run.</param>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<LabeledImage> images)
    {
        IEnumerable<LabeledImage> known = images.Where(image => image.Split is not Split.Testing);
        json.WritePropertyName(Name);
        foreach (ReadOnlyMemory<byte> segment in new DigestSet(known.Select(image => image.Digest), known.Count()).Segments())
        {
            // The writer would hold them all in memory.
            json.WriteBase64StringSegment(segment.Span, isFinalSegment: false);
            json.Flush();
        }

        json.WriteBase64StringSegment([], isFinalSegment: true);
    }

    /// <summary>Reads them from the manifest that lies beside a graph.</summary>
    /// <param name="digest">The digest of the graph; <see langword="null"/> where no manifest lies beside it.</param>
    /// <returns><see langword="null"/> where no manifest of the graph says it, as those before format 1.2.</returns>
    public static DigestSet? Of(string graphPath, string? digest) => digest is null ? null
        : ManifestSearch.Beside(graphPath, _ => { }).Where(manifest => manifest.Digests.Graphs.Contains(digest))
            .Select(manifest => Read(manifest.Path)).FirstOrDefault();

    private static DigestSet? Read(string manifest)
    {
        try
        {
            return Parse(manifest);
        }
        catch (InvalidOperationException exception)
        {
            // Half of a character that takes two escapes.
            throw new RetrainException(GraphDiagnostics.DamagedManifest(manifest, $"has a '{Name}' that is not text"), exception);
        }
    }

    private static DigestSet? Parse(string manifest)
    {
        using JsonDocument document = JsonDocument.Parse(SmallFile.Read(manifest, Manifest.LargestBytes));
        return document.RootElement.TryGetProperty(DataSet, out JsonElement data)
            && data.ValueKind is JsonValueKind.Object
            && data.TryGetProperty(Name, out JsonElement known)
            && known.ValueKind is JsonValueKind.String
            && known.TryGetBytesFromBase64(out byte[]? bytes)
            ? DigestSet.FromBytes(bytes)
            : null;
    }
}
