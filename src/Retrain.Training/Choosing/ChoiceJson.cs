using System.Text.Json;
using Retrain.Training.Evaluation;

namespace Retrain.Training.Choosing;

/// <summary>A choice's properties, in the manifest as on standard output. They hold no path, no time and no speed.</summary>
internal static class ChoiceJson
{
    public static void Write(Utf8JsonWriter json, BackboneChoice choice)
    {
        json.WriteString("chosen", choice.Chosen.Name);
        json.WriteStartArray("candidates");
        foreach (Candidate candidate in choice.Candidates)
        {
            json.WriteStartObject();
            Write(json, candidate);
            json.WriteBoolean("withinNoise", choice.IsWithinNoise(candidate));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void Write(Utf8JsonWriter json, Candidate candidate)
    {
        json.WriteString("name", candidate.Name);
        if (candidate.Commit is not null)
        {
            json.WriteString("commit", candidate.Commit);
        }

        json.WriteString("sha256", candidate.Digest.ToString());
        AccuracyJson.Write(json, candidate.Accuracy);
        json.WriteNumber("bottleneckLength", candidate.BottleneckLength);
        json.WriteNumber("sizeBytes", candidate.SizeBytes);
        if (candidate.MultiplyAdds is long count)
        {
            json.WriteNumber("multiplyAdds", count);
        }
    }
}
