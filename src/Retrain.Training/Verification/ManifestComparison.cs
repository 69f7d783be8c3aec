using System.Text.Encodings.Web;
using System.Text.Json;
using Retrain.Training.Images;
using Retrain.Training.Splits;

namespace Retrain.Training.Verification;

/// <summary>
/// What differs between two manifests, in the order in which it would explain other bytes. What follows from it, as the metrics do, is not
/// compared.
/// </summary>
internal static class ManifestComparison
{
    private static readonly (string Part, string[] Members)[] Parts =
    [
        ("images", ["dataSet"]), ("backbone", ["backbone"]), ("engine", ["engineVersion", "libraries"]), ("options", ["options"]),
    ];

    // Compared as numbers of each label and as a set, and a result of the training.
    private static readonly string[] Left = ["dataSet.labels", "dataSet.knownImages", "backbone.bottleneckScale"];

    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Finds the facts that differ.</summary>
    public static IReadOnlyList<Difference> Of(RecordedModel recorded, RecordedModel now) =>
    [
        .. Parts.SelectMany(part => part.Members.SelectMany(member =>
            Compare(part.Part, member, recorded.Member(member), now.Member(member)))),
    ];

    /// <summary>Finds the labels whose numbers of images differ, in the order of the manifest.</summary>
    public static IReadOnlyList<LabelDifference> Labels(RecordedModel recorded, RecordedModel now)
    {
        Dictionary<string, int[]> before = Counts(recorded), after = Counts(now);
        int[] none = new int[Enum.GetValues<Split>().Length];
        return
        [
            .. before.Keys.Union(after.Keys)
                .Select(label => new LabelDifference(label, before.GetValueOrDefault(label, none), after.GetValueOrDefault(label, none)))
                .Where(label => !label.Recorded.SequenceEqual(label.Now)),
        ];
    }

    private static IEnumerable<Difference> Compare(string part, string name, JsonElement recorded, JsonElement now)
    {
        if (Left.Contains(name))
        {
            return [];
        }

        if (recorded.ValueKind is JsonValueKind.Object || now.ValueKind is JsonValueKind.Object)
        {
            Dictionary<string, JsonElement> before = Members(recorded), after = Members(now);
            return before.Keys.Union(after.Keys).SelectMany(member =>
                Compare(part, $"{name}.{member}", before.GetValueOrDefault(member), after.GetValueOrDefault(member)));
        }

        return TextOf(recorded) == TextOf(now) ? [] : [new Difference(part, name, TextOf(recorded), TextOf(now))];
    }

    // The last of members with the same name counts.
    private static Dictionary<string, JsonElement> Members(JsonElement element)
    {
        Dictionary<string, JsonElement> members = [];
        if (element.ValueKind is JsonValueKind.Object)
        {
            foreach (JsonProperty member in element.EnumerateObject())
            {
                members[member.Name] = member.Value;
            }
        }

        return members;
    }

    // On one line, however the manifest was written.
    private static string TextOf(JsonElement element) =>
        element.ValueKind is JsonValueKind.Undefined ? "" : JsonSerializer.Serialize(element, Compact);

    private static Dictionary<string, int[]> Counts(RecordedModel model)
    {
        Dictionary<string, int[]> counts = [];
        if (model.Member("dataSet", "labels") is { ValueKind: JsonValueKind.Array } labels)
        {
            foreach (JsonElement label in labels.EnumerateArray().Where(label => label.ValueKind is JsonValueKind.Object))
            {
                string name = label.TryGetProperty("label", out JsonElement text) && text.ValueKind is JsonValueKind.String
                    ? text.GetString()!
                    : "";
                counts[name] = [.. Enum.GetValues<Split>().Select(split =>
                    label.TryGetProperty(split.Name(), out JsonElement count) && count is { ValueKind: JsonValueKind.Number }
                    && count.TryGetInt32(out int number) ? number : 0)];
            }
        }

        return counts;
    }
}
