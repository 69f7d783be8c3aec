using System.Text.Json;

namespace Retrain.Training.Evaluation;

/// <summary>An accuracy's properties, in the manifest as on standard output.</summary>
internal static class AccuracyJson
{
    public static void Write(Utf8JsonWriter json, Accuracy accuracy, double crossEntropy)
    {
        Write(json, accuracy);
        if (accuracy.Total > 0)
        {
            json.WriteNumber("crossEntropy", Math.Round(crossEntropy, 6));
        }
    }

    public static void Write(Utf8JsonWriter json, Accuracy accuracy)
    {
        json.WriteNumber("images", accuracy.Total);
        if (accuracy.Interval is WilsonInterval interval)
        {
            json.WriteNumber("accuracy", Math.Round(accuracy.Fraction, 6));
            json.WriteNumber("accuracyLow95", Math.Round(interval.Low, 6));
            json.WriteNumber("accuracyHigh95", Math.Round(interval.High, 6));
        }
    }
}
