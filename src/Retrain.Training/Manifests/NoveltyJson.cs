using System.Text.Json;
using Retrain.Training.Evaluation;
using Retrain.Training.Novelty;

namespace Retrain.Training.Manifests;

/// <summary>The part of a manifest about the novelty of images.</summary>
internal static class NoveltyJson
{
    public static void Write(Utf8JsonWriter json, NoveltyOfModel novelty, IReadOnlyList<TestedImage> tested)
    {
        json.WriteStartObject("novelty");
        json.WriteString("tensor", novelty.Tensor);
        json.WriteNumber("directions", novelty.DirectionCount);
        json.WriteNumber("validationImages", novelty.ImageCount);
        if (novelty.Threshold is float threshold)
        {
            json.WriteNumber("threshold", threshold);
            json.WriteNumber("unfamiliarTestImages", tested.Count(novelty.IsUnfamiliar));
        }
        else
        {
            json.WriteNull("threshold");
        }

        json.WriteEndObject();
    }
}
