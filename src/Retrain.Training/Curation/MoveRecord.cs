using System.Text.Encodings.Web;
using System.Text.Json;
using Retrain.Runtime;
using Retrain.Runtime.Files;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;
using Retrain.Training.Files;

namespace Retrain.Training.Curation;

/// <summary>
/// moved.json in the folder that photos were moved to: each move, written down before it is made, so that all can be undone.
/// </summary>
internal static class MoveRecord
{
    private const string FormatVersion = "1.0.0";

    // More than a hundred thousand moves.
    private const int LargestBytes = 64 << 20;

    public static string PathIn(string folder) => Path.Combine(folder, "moved.json");

    /// <summary>Reads what was moved; nothing where the folder has no record.</summary>
    /// <exception cref="RetrainException">RT4053: the file cannot be read, or is not such a record.</exception>
    public static RecordedMoves Read(string folder)
    {
        string path = PathIn(folder);
        if (!Path.Exists(path))
        {
            return RecordedMoves.None;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(SmallFile.Read(path, LargestBytes));
            JsonElement record = document.RootElement;
            return record.GetProperty("formatVersion").GetString() == FormatVersion
                ? new RecordedMoves([.. record.GetProperty("moves").EnumerateArray().Select(Move)], [.. Folders(record)])
                : throw new RetrainException(DecisionDiagnostics.NotAMoveRecord(path, $"does not have the formatVersion {FormatVersion}"));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException
            or ArgumentException)
        {
            throw new RetrainException(DecisionDiagnostics.NotAMoveRecord(path, "is damaged or not a record of moves"), exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RetrainException(
                DecisionDiagnostics.NotAMoveRecord(path, $"cannot be read: {exception.Message.TrimEnd('.')}"), exception);
        }
    }

    /// <summary>Writes the record to the disk, or removes it where it has no moves.</summary>
    /// <exception cref="RetrainException">RT4007: the file cannot be written.</exception>
    public static void Write(string folder, RecordedMoves record)
    {
        string path = PathIn(folder);
        if (record.Moves.Count == 0)
        {
            new OutputPath(path).Explain(() => File.Delete(path));
            return;
        }

        using OutputFiles files = new();
        files.Stage(path, stream => Write(stream, record));
        files.Publish();
    }

    private static PhotoMove Move(JsonElement move)
    {
        string Text(string name) => move.GetProperty(name).GetString() ?? throw new FormatException();
        return Path.IsPathFullyQualified(Text("from")) && Path.IsPathFullyQualified(Text("to"))
            ? new PhotoMove(Digest.Parse(Text("digest")), Text("from"), Text("to"))
            : throw new FormatException();
    }

    private static IEnumerable<string> Folders(JsonElement record) =>
        from folder in record.TryGetProperty("folders", out JsonElement folders) ? folders.EnumerateArray() : []
        let path = folder.GetString()
        select Path.IsPathFullyQualified(path ?? "") ? path : throw new FormatException();

    private static void Write(Stream stream, RecordedMoves record)
    {
        JsonWriterOptions format = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using Utf8JsonWriter json = new(stream, format);
        json.WriteStartObject();
        json.WriteString("formatVersion", FormatVersion);
        json.WriteStartArray("moves");
        foreach (PhotoMove move in record.Moves)
        {
            json.WriteStartObject();
            json.WriteString("digest", move.Image.ToString());
            json.WriteString("from", move.From);
            json.WriteString("to", move.To);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("folders");
        foreach (string path in record.Folders)
        {
            json.WriteStringValue(path);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
