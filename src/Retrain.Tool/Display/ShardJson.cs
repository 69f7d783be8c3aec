using System.Text.Json;
using Retrain.Training.Shards;

namespace Retrain.Tool.Display;

/// <summary>Writes what is known of parts as JSON, with the names of the files of their results.</summary>
internal static class ShardJson
{
    public static void Write(Utf8JsonWriter json, Shard shard, int photos)
    {
        json.WriteNumber("shard", shard.Number);
        json.WriteNumber("of", shard.Count);
        json.WriteNumber("photos", photos);
    }

    public static void Write(Utf8JsonWriter json, PartFinished finished)
    {
        Write(json, finished.Result.Shard, finished.Result.PhotoCount);
        json.WriteNumber("unreadable", finished.Result.UnreadableCount);
        json.WriteString("photosDigest", finished.Result.Photos.ToString());
        json.WriteString("flagsDigest", finished.Result.Flags.Digest.ToString());
        json.WriteString("result", finished.Path);
    }

    /// <summary>Prints which parts are there.</summary>
    public static void Print(PartStates states) => JsonLine.Print(json =>
    {
        json.WriteString("event", "partsExpected");
        json.WriteNumber("of", states.Count);
        json.WriteNumber("done", states.Done.Count);
        WriteNumbers(json, "missing", states.Missing);
        WriteNumbers(json, "unsigned", states.Unsigned);
        WriteNumbers(json, "ofOtherFlags", states.OfOtherFlags);
        WriteNumbers(json, "changed", states.Changed);
        json.WriteString("array", states.Array);
        json.WriteNumber("photos", states.Done.Sum(part => (long)part.PhotoCount));
        json.WriteNumber("unreadable", states.Done.Sum(part => (long)part.UnreadableCount));
        json.WriteStartArray("problems");
        foreach (PhotoProblem problem in states.Done.SelectMany(part => part.Problems))
        {
            json.WriteStartObject();
            json.WriteString("path", problem.Path);
            json.WriteString("code", problem.Code);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static void WriteNumbers(Utf8JsonWriter json, string name, IReadOnlyList<int> numbers)
    {
        json.WriteStartArray(name);
        foreach (int number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }
}
