using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Retrain.Tool.Display;

/// <summary>Prints a JSON object on one line of standard output.</summary>
internal static class JsonLine
{
    // Labels in any script stay readable. The lines are never part of a web page, and the escapes of an output line are JSON's own.
    private static readonly JsonWriterOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="write">Writes the properties.</param>
    public static void Print(Action<Utf8JsonWriter> write) => OutputLine.Write(Of(write));

    private static string Of(Action<Utf8JsonWriter> write)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, Format))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
