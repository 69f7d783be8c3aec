using System.Text.Json;

namespace Retrain.Training.Evaluation;

/// <summary>Writes a comparison with another model into manifests and events.</summary>
internal static class BaselineJson
{
    public static void Write(Utf8JsonWriter json, BaselineComparison comparison)
    {
        json.WriteString("graphSha256", comparison.Digest.ToString());
        WriteNumbers(json, comparison);
        if (!comparison.KnowsImages)
        {
            json.WriteNull("knownImages");
            return;
        }

        json.WriteNumber("knownImages", comparison.KnownCount);
        if (comparison.KnownCount > 0)
        {
            json.WriteStartObject("withoutKnown");
            WriteNumbers(json, comparison.OnOthers);
            json.WriteEndObject();
        }
    }

    public static void Write(Utf8JsonWriter json, BaselineCompared compared)
    {
        json.WriteString("graph", compared.Comparison.Graph);
        Write(json, compared.Comparison);
    }

    /// <summary>Writes how far the baseline has come.</summary>
    public static void Write(Utf8JsonWriter json, ImagesTested tested)
    {
        json.WriteNumber("done", tested.Done);
        json.WriteNumber("total", tested.Total);
    }

    private static void WriteNumbers(Utf8JsonWriter json, BaselineComparison comparison)
    {
        AccuracyJson.Write(json, comparison.Baseline);
        McNemarTest test = comparison.Test;
        json.WriteNumber("onlyModelRight", test.OnlyFirst);
        json.WriteNumber("onlyBaselineRight", test.OnlySecond);
        json.WriteNumber("mcNemarMidP", Math.Round(test.MidP, 6));
        json.WriteString("verdict", JsonNamingPolicy.CamelCase.ConvertName($"{test.Verdict}"));
    }
}
