using System.Text.Json;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Files;
using Retrain.Runtime.Models;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;

namespace Retrain.Training.Verification;

/// <summary>A model as the manifest of its training describes it.</summary>
internal sealed class RecordedModel
{
    private RecordedModel(string path, JsonElement root)
    {
        Path = path;
        Root = root;
    }

    /// <summary>The manifest's file.</summary>
    public string Path { get; }

    public JsonElement Root { get; }

    public string EngineVersion => Text("engineVersion") ?? "";

    public string BackboneName => Text("backbone", "name") ?? "";

    public string BackboneDigest => Text("backbone", "sha256") ?? "";

    /// <summary>The commit of the hub's repository that the backbone comes from; <see langword="null"/> for any other.</summary>
    public string? BackboneCommit => Text("backbone", "commit");

    /// <summary>Whether an ONNX model was written beside the graph.</summary>
    public bool HasOnnx => Text(Manifest.DigestsName, "onnx") is not null;

    public bool HasDecisions => Text("dataSet", "decisionsSha256") is not null;

    public bool UsesImported => Member("dataSet", "importedBottlenecks").ValueKind is JsonValueKind.True;

    public bool IgnoresOrientation => Text("backbone", "orientation") == "ignored";

    /// <summary>The digests of the images that the model was trained and validated on; <see langword="null"/> if unknown.</summary>
    public DigestSet? KnownImages => Member("dataSet", "knownImages") is { ValueKind: JsonValueKind.String } text
        && text.TryGetBytesFromBase64(out byte[]? bytes) ? DigestSet.FromBytes(bytes) : null;

    /// <summary>The options, by the names of their flags.</summary>
    public IEnumerable<(string Name, string Text)> Options => Member("options").EnumerateObject()
        .Select(option =>
            (option.Name, option.Value.ValueKind is JsonValueKind.String ? option.Value.GetString()! : option.Value.GetRawText()));

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="RetrainException">
    /// RT2019, RT2020: it is damaged, or of a format that is not known. RT1047: it is not one of a training.
    /// </exception>
    public static RecordedModel Read(string path)
    {
        byte[] json = SmallFile.Read(path, Manifest.LargestBytes);
        _ = Manifest.Parse(json, path);
        using JsonDocument document = JsonDocument.Parse(json);
        RecordedModel model = new(path, document.RootElement.Clone());
        RequireText(model.Root, path);
        bool isComplete = new[] { "backbone", "dataSet", "options", Manifest.DigestsName }
            .All(name => model.Member(name).ValueKind is JsonValueKind.Object);
        return isComplete && model.Text(Manifest.DigestsName, "graph") is not null
            ? model
            : throw new RetrainException(VerificationDiagnostics.NotOfTraining(path));
    }

    /// <returns>A member of members; an element of no kind where there is none.</returns>
    public JsonElement Member(params ReadOnlySpan<string> names)
    {
        JsonElement element = Root;
        foreach (string name in names)
        {
            element = Manifest.Member(element, name);
        }

        return element;
    }

    // A JSON text may spell half of a surrogate pair, which only shows where it is read.
    private static void RequireText(JsonElement element, string path)
    {
        try
        {
            Read(element);
        }
        catch (InvalidOperationException exception)
        {
            throw new RetrainException(GraphDiagnostics.DamagedManifest(path, "has text that is not Unicode"), exception);
        }

        static void Read(JsonElement element)
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.Object:
                    foreach (JsonProperty member in element.EnumerateObject())
                    {
                        _ = member.Name;
                        Read(member.Value);
                    }

                    break;
                case JsonValueKind.Array:
                    foreach (JsonElement item in element.EnumerateArray())
                    {
                        Read(item);
                    }

                    break;
                case JsonValueKind.String:
                    _ = element.GetString();
                    break;
            }
        }
    }

    private string? Text(params ReadOnlySpan<string> names) =>
        Member(names) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
