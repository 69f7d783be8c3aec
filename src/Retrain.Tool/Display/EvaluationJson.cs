using System.Text.Json;
using Retrain.Training.Evaluation;

namespace Retrain.Tool.Display;

/// <summary>How a model does, as one JSON object; named as in manifest.json. Programs read it: names stay, new ones may come.</summary>
internal static class EvaluationJson
{
    public static void Print(string graph, ModelEvaluation evaluation, int worst, string? baselineGraph, ModelEvaluation? baseline) => JsonLine.Print(json =>
    {
        json.WriteString("graph", graph);
        AccuracyJson.Write(json, evaluation.Accuracy);
        json.WriteStartArray("labels");
        foreach (LabelScore score in evaluation.LabelScores)
        {
            json.WriteStartObject();
            json.WriteString("label", score.Label);
            json.WriteNumber("images", score.Images);
            WriteFraction(json, "precision", score.Precision);
            WriteFraction(json, "recall", score.Recall);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteConfusion(json, evaluation.Confusion);
        WriteMistakes(json, evaluation.Mistakes.Take(worst));
        if (baseline is not null)
        {
            WriteComparison(json, baselineGraph!, baseline, evaluation.CompareWith(baseline));
        }
    });

    // A row per label, a column per prediction.
    private static void WriteConfusion(Utf8JsonWriter json, ConfusionMatrix matrix)
    {
        json.WriteStartArray("confusion");
        for (int label = 0; label < matrix.Labels.Count; label++)
        {
            json.WriteStartArray();
            for (int predicted = 0; predicted < matrix.Labels.Count; predicted++)
            {
                json.WriteNumberValue(matrix[label, predicted]);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteMistakes(Utf8JsonWriter json, IEnumerable<TestedImage> mistakes)
    {
        json.WriteStartArray("mistakes");
        foreach (TestedImage image in mistakes)
        {
            json.WriteStartObject();
            json.WriteString("image", image.Image.Path);
            json.WriteString("label", image.Image.Label);
            json.WriteString("predictedLabel", image.PredictedLabel);
            json.WriteNumber("probability", image.Confidence);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteComparison(Utf8JsonWriter json, string baselineGraph, ModelEvaluation baseline, McNemarTest comparison)
    {
        json.WriteStartObject("baseline");
        json.WriteString("graph", baselineGraph);
        AccuracyJson.Write(json, baseline.Accuracy);
        json.WriteNumber("onlyModelRight", comparison.OnlyFirst);
        json.WriteNumber("onlyBaselineRight", comparison.OnlySecond);
        WriteFraction(json, "mcNemarMidP", comparison.MidP);
        json.WriteString("verdict", JsonNamingPolicy.CamelCase.ConvertName($"{comparison.Verdict}"));
        json.WriteEndObject();
    }

    private static void WriteFraction(Utf8JsonWriter json, string name, double? fraction)
    {
        if (fraction is double value)
        {
            json.WriteNumber(name, Math.Round(value, 6));
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
