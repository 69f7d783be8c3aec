using System.Text.Json;
using Retrain.Runtime.Diagnostics;

namespace Retrain.Runtime.Models;

/// <summary>The part of an embedded model's manifest.json that is needed to run the model.</summary>
/// <param name="InputTensor">The tensor that normalised pixels are fed to.</param>
/// <param name="OutputTensor">The tensor that holds the probabilities.</param>
internal sealed record EmbeddedManifest(string? InputTensor, string? OutputTensor)
{
    /// <param name="json">The file's bytes.</param>
    /// <param name="origin">The file, for messages.</param>
    /// <exception cref="RetrainException">RT2019: the manifest is missing or damaged; RT2020: its format is not known.</exception>
    public static EmbeddedManifest Parse(ReadOnlyMemory<byte> json, string origin)
    {
        using JsonDocument document = Document(json, origin);
        JsonElement manifest = document.RootElement;
        if (manifest.ValueKind is not JsonValueKind.Object)
        {
            throw new RetrainException(GraphDiagnostics.DamagedManifest(origin, "is not a JSON object"));
        }

        FormatVersion.Check(Text(manifest, "formatVersion"), Text(manifest, "engineVersion"), origin);
        return new EmbeddedManifest(
            Text(Member(manifest, "backbone"), "inputTensor"), Text(Member(manifest, "options"), "final_tensor_name"));
    }

    private static JsonDocument Document(ReadOnlyMemory<byte> json, string origin)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException exception)
        {
            string reason = $"is not valid JSON (line {exception.LineNumber + 1}) or is truncated";
            throw new RetrainException(GraphDiagnostics.DamagedManifest(origin, reason), exception);
        }
    }

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out JsonElement member) ? member : default;

    private static string? Text(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
