using Retrain.Runtime;
using Retrain.Tool.Display;

namespace Retrain.Tool.Commands;

/// <summary>Prints the labels of an image as one JSON object. Programs read it: names stay, new ones may come.</summary>
internal static class LabelImageJson
{
    public static void Print(string path, IReadOnlyList<Prediction> predictions) => JsonLine.Print(json =>
    {
        json.WriteString("image", path);
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
        if (predictions is [{ Novelty: float novelty }, ..])
        {
            json.WriteNumber("novelty", novelty);
        }
        else
        {
            json.WriteNull("novelty");
        }

        if (predictions is [{ IsFamiliar: bool isFamiliar }, ..])
        {
            json.WriteBoolean("isFamiliar", isFamiliar);
        }
        else
        {
            json.WriteNull("isFamiliar");
        }
    });
}
