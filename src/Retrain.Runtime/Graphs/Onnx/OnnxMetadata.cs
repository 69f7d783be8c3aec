using System.Globalization;
using Retrain.Runtime.Graphs.Onnx.Protos;

namespace Retrain.Runtime.Graphs.Onnx;

/// <summary>What a trained ONNX model says of itself, as numbers under names of ours.</summary>
internal static class OnnxMetadata
{
    public const string InputMean = "retrain.input_mean";
    public const string InputStd = "retrain.input_std";

    /// <summary>From which probability on a label is to be believed.</summary>
    public const string ConfidenceThreshold = "retrain.confidence_threshold";

    public static void Set(ModelProto model, string key, float value)
    {
        foreach (StringStringEntryProto former in model.MetadataProps.Where(entry => entry.Key == key).ToArray())
        {
            model.MetadataProps.Remove(former);
        }

        model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value.ToString("R", CultureInfo.InvariantCulture) });
    }

    /// <returns><see langword="null"/> where the model does not say.</returns>
    public static float? Number(ModelProto model, string key) =>
        float.TryParse(model.MetadataProps.FirstOrDefault(entry => entry.Key == key)?.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out float number)
            ? number
            : null;
}
