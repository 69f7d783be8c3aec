using System.Text.Json;
using Retrain.Runtime;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.Manifests;

/// <summary>
/// Protects the files of other programs: manifest.json is also a file of web apps, for instance, and our own default would replace one that
/// lies beside the graph.
/// </summary>
internal static class ExistingManifest
{
    /// <exception cref="RetrainException">RT4013: there is a file, and we did not write it.</exception>
    public static void RequireOurs(string path)
    {
        byte[] content = File.Exists(path) ? File.ReadAllBytes(path) : [];

        // An empty file, as mktemp makes it, belongs to no program.
        if (content.Length > 0 && !IsOurs(content))
        {
            throw new RetrainException(OptionDiagnostics.NotOurManifest(path));
        }
    }

    private static bool IsOurs(byte[] content)
    {
        try
        {
            using JsonDocument manifest = JsonDocument.Parse(content);
            return manifest.RootElement.ValueKind is JsonValueKind.Object
                && manifest.RootElement.TryGetProperty(ModelManifest.FormatVersionName, out _)
                && manifest.RootElement.TryGetProperty(ModelManifest.EngineVersionName, out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
