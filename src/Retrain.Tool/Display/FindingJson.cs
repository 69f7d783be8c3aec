using System.Text.Json;
using Retrain.Training.DataChecks;

namespace Retrain.Tool.Display;

/// <summary>Writes findings as JSON, for a check and for a training.</summary>
internal static class FindingJson
{
    /// <summary>Writes how many findings there are of each kind.</summary>
    public static void WriteCounts(Utf8JsonWriter json, IReadOnlyDictionary<FindingKind, int> found)
    {
        json.WriteStartObject("found");
        foreach (FindingKind kind in Enum.GetValues<FindingKind>())
        {
            json.WriteNumber(NameOf(kind), found.GetValueOrDefault(kind));
        }

        json.WriteEndObject();
    }

    public static string NameOf(FindingKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());
}
