using System.Text.Json;
using Retrain.Tool.Display;
using Retrain.Training.Images;
using Retrain.Training.Splits;
using Retrain.Training.Verification;

namespace Retrain.Tool.Commands;

/// <summary>
/// Prints whether a model could be reproduced, and what differs, as one JSON object. Programs read it: names stay, new ones may come.
/// </summary>
internal static class VerifyJson
{
    public static void Print(RebuiltModel rebuilt) => JsonLine.Print(json =>
    {
        json.WriteBoolean("isEqual", rebuilt.IsEqual);
        json.WriteStartArray("files");
        foreach ((string name, string recorded, string now) in rebuilt.Files)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("recordedSha256", recorded);
            json.WriteString("sha256", now);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("differences");
        foreach (Difference difference in rebuilt.Differences)
        {
            json.WriteStartObject();
            json.WriteString("part", difference.Part);
            json.WriteString("fact", difference.Name);
            WriteValue("recorded", difference.Recorded);
            WriteValue("now", difference.Now);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("labels");
        foreach (LabelDifference label in rebuilt.Labels)
        {
            json.WriteStartObject();
            json.WriteString("label", label.Label);
            WriteCounts("recorded", label.Recorded);
            WriteCounts("now", label.Now);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("goneImages", rebuilt.GoneImages);
        json.WriteNumber("newImages", rebuilt.NewImages);
        json.WriteString("processor", VerifyText.Processor);

        void WriteValue(string name, string value)
        {
            if (value.Length > 0)
            {
                json.WritePropertyName(name);
                json.WriteRawValue(value);
            }
        }

        void WriteCounts(string name, IReadOnlyList<int> counts)
        {
            json.WriteStartObject(name);
            foreach (Split split in Enum.GetValues<Split>())
            {
                json.WriteNumber(split.Name(), counts[(int)split]);
            }

            json.WriteEndObject();
        }
    });
}
