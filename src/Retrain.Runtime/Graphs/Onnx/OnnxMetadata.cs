using System.Globalization;
using Retrain.Runtime.Graphs.Onnx.Protos;

namespace Retrain.Runtime.Graphs.Onnx;

/// <summary>The entries that training writes into an ONNX model, under names of its own.</summary>
internal static class OnnxMetadata
{
    public const string InputMean = "retrain.input_mean";
    public const string InputStd = "retrain.input_std";

    /// <summary>The probability from which on a label can be believed.</summary>
    public const string ConfidenceThreshold = "retrain.confidence_threshold";

    /// <summary>The output that holds the novelty.</summary>
    public const string NoveltyTensor = "retrain.novelty_tensor";

    /// <summary>The novelty up to which an image is familiar.</summary>
    public const string NoveltyThreshold = "retrain.novelty_threshold";

    /// <summary>All that happens to an image before it is fed, as JSON.</summary>
    public const string Preprocessing = "retrain.preprocessing";

    /// <summary>Whether photos were turned upright, a word.</summary>
    public const string Orientation = "retrain.orientation";

    public static void Set(ModelProto model, string key, float value) =>
        Set(model, key, value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Replaces an entry, or removes it for <see langword="null"/>.</summary>
    public static void Set(ModelProto model, string key, string? value)
    {
        foreach (StringStringEntryProto former in model.MetadataProps.Where(entry => entry.Key == key).ToArray())
        {
            model.MetadataProps.Remove(former);
        }

        if (value is not null)
        {
            model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
        }
    }

    /// <returns>The number; <see langword="null"/> where the model does not have it.</returns>
    public static float? Number(ModelProto model, string key) =>
        float.TryParse(Text(model, key), NumberStyles.Float, CultureInfo.InvariantCulture, out float number) ? number : null;

    /// <returns>The text; <see langword="null"/> where the model does not have it.</returns>
    public static string? Text(ModelProto model, string key) =>
        model.MetadataProps.FirstOrDefault(entry => entry.Key == key)?.Value;
}
