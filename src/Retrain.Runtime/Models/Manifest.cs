using System.Text.Json;
using Retrain.Runtime.Diagnostics;

namespace Retrain.Runtime.Models;

/// <summary>The part of a manifest that is needed to run the model.</summary>
/// <param name="InputTensor">The tensor that normalised pixels are fed to.</param>
/// <param name="OutputTensor">The tensor that holds the probabilities.</param>
/// <param name="Digests">The files that were written with it; <see langword="null"/> in format 1.0, which does not say.</param>
internal sealed record Manifest(string? InputTensor, string? OutputTensor, FileDigests? Digests)
{
    /// <summary>More than the manifest of a million labels.</summary>
    public const int LargestBytes = 128 << 20;

    public const string FormatVersionName = "formatVersion";

    public const string EngineVersionName = "engineVersion";

    /// <summary>The object with the digests.</summary>
    public const string DigestsName = "sha256";

    /// <summary>The name of the network that the model was trained on.</summary>
    public string? BackboneName { get; init; }

    /// <summary>The digest of that network's file, in hexadecimal.</summary>
    public string? BackboneDigest { get; init; }

    /// <summary>The part of it that tells people about the training.</summary>
    public required TrainingFacts Facts { get; init; }

    /// <param name="json">The file's bytes.</param>
    /// <param name="origin">The file, for messages.</param>
    /// <exception cref="RetrainException">RT2019: the manifest is missing or damaged; RT2020: its format is not known.</exception>
    public static Manifest Parse(ReadOnlyMemory<byte> json, string origin)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement manifest = document.RootElement;
            if (manifest.ValueKind is not JsonValueKind.Object)
            {
                throw new RetrainException(GraphDiagnostics.DamagedManifest(origin, "is not a JSON object"));
            }

            FormatVersion.Check(Text(manifest, FormatVersionName), Text(manifest, EngineVersionName), origin);
            return new Manifest(
                Text(Member(manifest, "backbone"), "inputTensor"),
                Text(Member(manifest, "options"), "final_tensor_name"),
                FileDigests.Of(Member(manifest, DigestsName)))
            {
                BackboneName = Text(Member(manifest, "backbone"), "name"),
                BackboneDigest = Text(Member(manifest, "backbone"), "sha256"),
                Facts = new TrainingFacts(
                    Kept(Member(Member(manifest, "metrics"), "testing")), Kept(Member(Member(manifest, "dataSet"), "labels"))),
            };
        }
        catch (JsonException exception)
        {
            string reason = $"is not valid JSON (line {exception.LineNumber + 1}) or is truncated";
            throw new RetrainException(GraphDiagnostics.DamagedManifest(origin, reason), exception);
        }
        catch (InvalidOperationException exception)
        {
            // A JSON text may spell half of a surrogate pair, or bytes that are not UTF-8, which only shows where a text is read.
            throw new RetrainException(GraphDiagnostics.DamagedManifest(origin, "has text that is not Unicode"), exception);
        }
    }

    /// <summary>Whether a file has the members by which a manifest of training is known, whatever its version.</summary>
    public static bool IsOne(ReadOnlyMemory<byte> json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return new[] { FormatVersionName, EngineVersionName }.All(name => Text(document.RootElement, name) is not null);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <returns>A member of an object; an element of no kind where there is none.</returns>
    public static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out JsonElement member) ? member : default;

    /// <returns>A member that is text.</returns>
    public static string? Text(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    // The document goes back to its pool.
    private static JsonElement Kept(JsonElement element) =>
        element.ValueKind is JsonValueKind.Undefined ? default : element.Clone();
}
