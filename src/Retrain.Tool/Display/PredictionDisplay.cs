using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Retrain.Runtime;

namespace Retrain.Tool.Display;

/// <summary>Prints predictions as label_image.py did, or as JSON.</summary>
internal sealed class PredictionDisplay(int topK, bool json, bool nameImages)
{
    private static readonly JsonWriterOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Show(string imagePath, IReadOnlyList<Prediction> predictions)
    {
        if (json)
        {
            Console.Out.WriteLine(Json(imagePath, predictions.Take(topK)));
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

    private static string Json(string imagePath, IEnumerable<Prediction> predictions)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, Format))
        {
            writer.WriteStartObject();
            writer.WriteString("image", imagePath);
            writer.WriteStartArray("predictions");
            foreach (Prediction prediction in predictions)
            {
                writer.WriteStartObject();
                writer.WriteString("label", prediction.Label);
                writer.WriteNumber("probability", prediction.Probability);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
