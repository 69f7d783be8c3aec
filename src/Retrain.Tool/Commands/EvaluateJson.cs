using System.Text.Json;
using Retrain.Tool.Display;
using Retrain.Training.Evaluation;

namespace Retrain.Tool.Commands;

/// <summary>
/// Prints the accuracy of a model on labelled images as one JSON object, with the names of manifest.json. Programs read it: names stay,
/// new ones may come.
/// </summary>
internal static class EvaluateJson
{
    /// <param name="model">The model.</param>
    /// <param name="baseline">The model that it is compared with, if any.</param>
    /// <param name="worst">The number of mistakes to name.</param>
    public static void Print(EvaluatedModel model, EvaluatedModel? baseline, int worst) => JsonLine.Print(json =>
    {
        ModelEvaluation evaluation = model.Evaluation;
        json.WriteString("graph", model.Graph);
        AccuracyJson.Write(json, evaluation.Accuracy);
        WriteKnown(json, model);
        WriteFraction(json, "macroF1", LabelScore.MacroF1(evaluation.LabelScores));
        json.WriteStartArray("labels");
        foreach (LabelScore score in evaluation.LabelScores)
        {
            json.WriteStartObject();
            json.WriteString("label", score.Label);
            json.WriteNumber("images", score.Images);
            WriteFraction(json, "precision", score.Precision);
            WriteFraction(json, "recall", score.Recall);
            WriteFraction(json, "f1", score.F1);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteConfusion(json, evaluation.Confusion);
        WriteMistakes(json, evaluation.Mistakes.Take(worst));
        if (baseline is not null)
        {
            WriteComparison(json, baseline, model.CompareWith(baseline));
        }
    });

    private static void WriteKnown(Utf8JsonWriter json, EvaluatedModel model)
    {
        if (!model.KnowsImages)
        {
            json.WriteNull("knownImages");
            return;
        }

        json.WriteNumber("knownImages", model.KnownCount);
        json.WriteStartObject("withoutKnown");
        AccuracyJson.Write(json, model.Evaluation.AccuracyOnOthers);
        json.WriteEndObject();
    }

    // There is a row for each label and a column for each prediction.
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
            if (image.Novelty is float novelty)
            {
                json.WriteNumber("novelty", novelty);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteComparison(Utf8JsonWriter json, EvaluatedModel baseline, McNemarTest comparison)
    {
        json.WriteStartObject("baseline");
        json.WriteString("graph", baseline.Graph);
        AccuracyJson.Write(json, baseline.Evaluation.Accuracy);
        WriteKnown(json, baseline);
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
