using System.Text.Encodings.Web;
using System.Text.Json;
using Retrain.Runtime.Models;
using Retrain.Training.Diagnostics;
using Retrain.Training.Libraries;

namespace Retrain.Training.Manifests;

/// <summary>The frame that all manifests have: their versions and the digests of the files that they belong to.</summary>
internal static class ManifestFile
{
    // Raised by SemVer's rules when the manifest or the graph changes.
    private const string FormatVersion = "1.4.0";

    /// <param name="stream">The file.</param>
    /// <param name="digests">The files that are written with it.</param>
    /// <param name="writeContent">Writes the other members.</param>
    public static void Write(Stream stream, OutputDigests digests, Action<Utf8JsonWriter> writeContent)
    {
        // Labels in any script stay readable; the file is never part of a web page.
        JsonWriterOptions format = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using Utf8JsonWriter json = new(stream, format);
        json.WriteStartObject();
        json.WriteString(Manifest.FormatVersionName, FormatVersion);
        json.WriteString(Manifest.EngineVersionName, EngineVersion.Text);
        json.WriteStartObject("libraries");
        json.WriteString(LibraryNames.OnnxRuntime, LibraryVersions.Used.OnnxRuntime);
        json.WriteString(LibraryNames.SkiaSharp, LibraryVersions.Used.SkiaSharp);
        json.WriteEndObject();
        json.WriteStartObject(Manifest.DigestsName);
        json.WriteString("graph", digests.Graph.ToString());
        if (digests.Onnx is not null)
        {
            json.WriteString("onnx", digests.Onnx.ToString());
        }

        if (digests.Labels is not null)
        {
            json.WriteString(FileDigests.LabelsName, digests.Labels.ToString());
        }

        json.WriteEndObject();
        writeContent(json);
        json.WriteEndObject();
        json.Flush();
        stream.WriteByte((byte)'\n');
    }
}
