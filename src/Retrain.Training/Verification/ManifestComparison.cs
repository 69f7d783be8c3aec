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
            return Names(recorded).Union(Names(now))
                .SelectMany(member => Compare(part, $"{name}.{member}", Of(recorded, member), Of(now, member)));
        }

        return TextOf(recorded) == TextOf(now) ? [] : [new Difference(part, name, TextOf(recorded), TextOf(now))];

        static IEnumerable<string> Names(JsonElement element) =>
            element.ValueKind is JsonValueKind.Object ? element.EnumerateObject().Select(member => member.Name) : [];

        static JsonElement Of(JsonElement element, string member) =>
            element.ValueKind is JsonValueKind.Object && element.TryGetProperty(member, out JsonElement value) ? value : default;
    }

    private static string TextOf(JsonElement element) => element.ValueKind is JsonValueKind.Undefined ? "" : element.GetRawText();

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
