using System.Text.Json;
using Retrain.Runtime.Images;
using Retrain.Training.Backbones;

namespace Retrain.Tool.Display;

/// <summary>Writes what is known of a network that was read as a backbone.</summary>
internal static class BackboneReadJson
{
    public static void Write(Utf8JsonWriter json, BackboneRead read)
    {
        json.WriteString("name", read.Backbone.Name);
        json.WriteString("inputTensor", read.Backbone.InputTensor);
        json.WriteNumber("inputWidth", read.Backbone.WidthPixels);
        json.WriteNumber("inputHeight", read.Backbone.HeightPixels);
        PreprocessingJson.WriteNumbers(json, "inputMean", read.Backbone.Preprocessing.Normalization.Mean);
        PreprocessingJson.WriteNumbers(json, "inputStd", read.Backbone.Preprocessing.Normalization.Std);
        if (!read.Backbone.Preprocessing.IsLegacy)
        {
            json.WritePropertyName("preprocessing");
            PreprocessingJson.WriteTo(json, read.Backbone.Preprocessing);
        }

        json.WriteBoolean("normalizationAssumed", read.IsNormalizationAssumed);
        json.WriteString("bottleneckTensor", read.Backbone.Pooling?.Tensor ?? read.Backbone.BottleneckTensor);
        if (read.Backbone.Pooling is { } pooling)
        {
            json.WriteString("bottleneckPooling", pooling.Name);
        }

        json.WriteNumber("bottleneckLength", read.Backbone.BottleneckLength);
    }
}
