using System.Globalization;
using Retrain.Runtime;

namespace Retrain.Tool.Display;

/// <summary>Prints predictions as label_image.py did, or as JSON.</summary>
internal sealed class PredictionDisplay(int topK, bool json, bool nameImages)
{
    public void Show(string imagePath, IReadOnlyList<Prediction> predictions)
    {
        if (json)
        {
            PrintJson(imagePath, predictions.Take(topK));
            return;
        }

        if (nameImages)
        {
            Console.Out.WriteLine($"{imagePath}:");
        }

        foreach (Prediction prediction in predictions.Take(topK))
        {
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{prediction.Label} (score={prediction.Probability:F5})"));
        }
    }

    private static void PrintJson(string imagePath, IEnumerable<Prediction> predictions) => JsonLine.Print(json =>
    {
        json.WriteString("image", imagePath);
        json.WriteStartArray("predictions");
        foreach (Prediction prediction in predictions)
        {
            json.WriteStartObject();
            json.WriteString("label", prediction.Label);
            json.WriteNumber("probability", prediction.Probability);
            json.WriteBoolean("isConfident", prediction.IsConfident);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
