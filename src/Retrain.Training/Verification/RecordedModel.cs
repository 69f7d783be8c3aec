using System.Text;
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
    private const string Graph = "graph";
    private const string Onnx = "onnx";

    private RecordedModel(string path, JsonElement root)
    {
        Path = path;
        Root = root;
    }

    /// <summary>The manifest's file.</summary>
    public string Path { get; }

    public JsonElement Root { get; }

    public string EngineVersion => Text(Manifest.EngineVersionName) ?? "";

    public string BackboneName => Text("backbone", "name") ?? "";

    public string BackboneDigest => Text("backbone", "sha256") ?? "";

    /// <summary>The commit of the hub's repository that the backbone comes from; <see langword="null"/> for any other.</summary>
    public string? BackboneCommit => Text("backbone", "commit");

    /// <summary>Whether an ONNX model was written beside the graph.</summary>
    public bool HasOnnx => Text(Manifest.DigestsName, Onnx) is not null;

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

    /// <summary>The SHA-256 of the graph and of the ONNX model beside it.</summary>
    public IEnumerable<string> GraphDigests => HasOnnx ? [DigestOf(Graph), DigestOf(Onnx)] : [DigestOf(Graph)];

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="RetrainException">
    /// RT1047: it is not one of a training. RT2019, RT2020: it is damaged, or of a format that is not known.
    /// </exception>
    public static RecordedModel Read(string path)
    {
        byte[] json = Bytes(path);
        RecordedModel model;
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            model = new RecordedModel(path, document.RootElement.Clone());
        }
        catch (JsonException exception)
        {
            throw new RetrainException(
                VerificationDiagnostics.NotOfTraining(path, $"it is not valid JSON (line {exception.LineNumber + 1})"), exception);
        }

        RequireText(model.Root, path);
        FormatVersion.Check(model.Text(Manifest.FormatVersionName), model.EngineVersion, path);
        string? missing = new[] { "backbone", "dataSet", "options", Manifest.DigestsName }
            .FirstOrDefault(name => model.Member(name).ValueKind is not JsonValueKind.Object);
        return missing is not null ? throw new RetrainException(VerificationDiagnostics.NotOfTraining(path, $"it has no '{missing}'"))
            : model.GraphDigests.Append(model.DigestOf(FileDigests.LabelsName)).All(IsDigest) ? model
            : throw new RetrainException(VerificationDiagnostics.NotOfTraining(path, "it does not name its files by their SHA-256"));
    }

    /// <summary>The SHA-256 of one of the model's files, by its name in the manifest; empty where it is not named.</summary>
    public string DigestOf(string file) => Text(Manifest.DigestsName, file) ?? "";

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

    private static byte[] Bytes(string path)
    {
        try
        {
            byte[] bytes = SmallFile.Read(path, Manifest.LargestBytes);
            return bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RetrainException(VerificationDiagnostics.NotOfTraining(path, exception.Message.TrimEnd('.')), exception);
        }
    }

    private static bool IsDigest(string text) => text.Length == 2 * Digest.SizeBytes && text.All(char.IsAsciiHexDigitLower);

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
