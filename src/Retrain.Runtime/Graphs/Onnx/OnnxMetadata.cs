using System.Globalization;
using Retrain.Runtime.Graphs.Onnx.Protos;

namespace Retrain.Runtime.Graphs.Onnx;

/// <summary>The numbers that training writes into an ONNX model, under names of its own.</summary>
internal static class OnnxMetadata
{
    public const string InputMean = "retrain.input_mean";
    public const string InputStd = "retrain.input_std";

    /// <summary>The probability from which on a label can be believed.</summary>
    public const string ConfidenceThreshold = "retrain.confidence_threshold";

    public static void Set(ModelProto model, string key, float value)
    {
        foreach (StringStringEntryProto former in model.MetadataProps.Where(entry => entry.Key == key).ToArray())
        {
            model.MetadataProps.Remove(former);
        }

        model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value.ToString("R", CultureInfo.InvariantCulture) });
    }

    /// <returns>The number; <see langword="null"/> where the model does not have it.</returns>
    public static float? Number(ModelProto model, string key)
    {
        string? value = model.MetadataProps.FirstOrDefault(entry => entry.Key == key)?.Value;
        return float.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out float number) ? number : null;
    }
}
