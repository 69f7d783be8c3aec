using System.Globalization;
using System.Text.Json;
using Retrain.Runtime.Images;
using Retrain.Training.Backbones;

namespace Retrain.Training.Verification;

/// <summary>The flags with which a backbone's file is used as a manifest says.</summary>
internal static class RecordedBackbone
{
    /// <summary>Finds the flags that its own files do not make superfluous.</summary>
    public static IReadOnlyList<(string Name, string Text)> FlagsFor(
        RecordedModel recorded, BackboneOptions options, CancellationToken cancellationToken)
    {
        Backbone backbone = BackboneCatalog.Load(options, _ => { }, cancellationToken);
        List<(string Name, string Text)> flags = [];
        Add("input_tensor", backbone.InputTensor, Text("inputTensor"));
        Add("bottleneck_tensor", backbone.Pooling?.Tensor ?? backbone.BottleneckTensor, Text("bottleneckTensor"));
        Add("input_size", Size(backbone.HeightPixels, backbone.WidthPixels), Size(Number("inputHeight"), Number("inputWidth")));
        Add("input_mean", Written(backbone.Preprocessing.Normalization.Mean), Numbers("inputMean"));
        Add("input_std", Written(backbone.Preprocessing.Normalization.Std), Numbers("inputStd"));
        return flags;

        void Add(string name, string own, string wanted)
        {
            if (wanted.Length > 0 && wanted != own)
            {
                flags.Add((name, wanted));
            }
        }

        string Text(string name) => recorded.Member("backbone", name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

        int Number(string name) =>
            recorded.Member("backbone", name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out int number)
                ? number
                : 0;

        string Numbers(string name) => recorded.Member("backbone", name) switch
        {
            { ValueKind: JsonValueKind.Number } value => value.GetRawText(),
            { ValueKind: JsonValueKind.Array } values => string.Join(',', values.EnumerateArray().Select(value => value.GetRawText())),
            _ => "",
        };
    }

    private static string Size(int height, int width) => string.Create(CultureInfo.InvariantCulture, $"{width}x{height}");

    private static string Written(ChannelValues values)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartObject();
            PreprocessingJson.WriteNumbers(json, "n", values);
            json.WriteEndObject();
        }

        using JsonDocument document = JsonDocument.Parse(stream.ToArray());
        JsonElement written = document.RootElement.GetProperty("n");
        return written.ValueKind is JsonValueKind.Array
            ? string.Join(',', written.EnumerateArray().Select(value => value.GetRawText()))
            : written.GetRawText();
    }
}
