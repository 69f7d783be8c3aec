using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Retrain.Training.Backbones;
using Retrain.Training.Diagnostics;
using Retrain.Training.Evaluation;
using Retrain.Training.Heads;
using Retrain.Training.Options;
using Retrain.Training.Splits;

namespace Retrain.Training.Manifests;

/// <summary>
/// manifest.json: what was trained, on what and how well. No times and no paths of the machine: equal input gives equal bytes.
/// </summary>
internal sealed class ModelManifest
{
    /// <summary>Raised by SemVer's rules when the manifest or the graph changes.</summary>
    public const string FormatVersion = "1.0.0";

    /// <summary>With <see cref="EngineVersionName"/>, what a manifest of ours is known by.</summary>
    public const string FormatVersionName = "formatVersion";

    public const string EngineVersionName = "engineVersion";

    public required Backbone Backbone { get; init; }

    public required RetrainOptions Options { get; init; }

    /// <summary>In the order of the graph's probabilities.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    public required IReadOnlyList<DigestedImage> Images { get; init; }

    /// <summary>The set of each image.</summary>
    public required IReadOnlyList<Split> Splits { get; init; }

    /// <summary>The weights were multiplied by it; 1 where the bottlenecks needed no scaling.</summary>
    public required float BottleneckScale { get; init; }

    /// <summary><see langword="null"/> where there were no validation images.</summary>
    public required HeadCalibration? Calibration { get; init; }

    /// <summary>Of those test images whose label is to be believed.</summary>
    public required Accuracy Believed { get; init; }

    public required HeadEvaluation Training { get; init; }

    public required HeadEvaluation Validation { get; init; }

    public required HeadEvaluation Testing { get; init; }

    public void Write(Stream stream)
    {
        // Labels in any script stay readable; the file is never part of a web page.
        JsonWriterOptions format = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using Utf8JsonWriter json = new(stream, format);
        json.WriteStartObject();
        json.WriteString(FormatVersionName, FormatVersion);
        json.WriteString(EngineVersionName, EngineVersion.Text);
        WriteBackbone(json);
        WriteDataSet(json);
        WriteOptions(json);
        WriteMetrics(json);
        WriteCalibration(json);
        json.WriteEndObject();
        json.Flush();
        stream.WriteByte((byte)'\n');
    }

    /// <summary>Over every image's label, set and bytes in a fixed order, but not its name: a renamed photo is the same data.</summary>
    public string DataSetDigest()
    {
        IEnumerable<string> lines = Images
            .Select((image, i) => $"{image.Category.Label}\t{Splits[i].Name()}\t{image.Digest}\n")
            .Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))));
    }

    private void WriteBackbone(Utf8JsonWriter json)
    {
        json.WriteStartObject("backbone");
        json.WriteString("name", Backbone.Name);
        json.WriteString("sha256", Backbone.Digest.ToString());
        json.WriteString("inputTensor", Backbone.InputTensor);
        json.WriteNumber("inputWidth", Backbone.WidthPixels);
        json.WriteNumber("inputHeight", Backbone.HeightPixels);
        json.WriteNumber("inputMean", Backbone.Normalization.Mean);
        json.WriteNumber("inputStd", Backbone.Normalization.Std);
        json.WriteString("bottleneckTensor", Backbone.BottleneckTensor);
        json.WriteNumber("bottleneckLength", Backbone.BottleneckLength);
        json.WriteNumber("bottleneckScale", BottleneckScale);
        json.WriteEndObject();
    }

    private void WriteDataSet(Utf8JsonWriter json)
    {
        json.WriteStartObject("dataSet");
        json.WriteString("sha256", DataSetDigest());
        json.WriteNumber("images", Images.Count);
        json.WriteStartArray("labels");
        ILookup<string, Split> splitsByLabel = Images.Zip(Splits).ToLookup(pair => pair.First.Category.Label, pair => pair.Second);
        foreach (string label in Labels)
        {
            json.WriteStartObject();
            json.WriteString("label", label);
            foreach (Split split in Enum.GetValues<Split>())
            {
                json.WriteNumber(split.Name(), splitsByLabel[label].Count(s => s == split));
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteOptions(Utf8JsonWriter json)
    {
        json.WriteStartObject("options");
        foreach (TrainingFlag flag in TrainingFlags.All.Where(flag => flag.ManifestPlace is not null).OrderBy(flag => flag.ManifestPlace))
        {
            json.WritePropertyName(flag.Name);
            WriteValue(json, flag.ManifestValue(Options));
        }

        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case bool isOn:
                json.WriteBooleanValue(isOn);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case float number:
                json.WriteNumberValue(number);
                break;
            default:
                json.WriteStringValue(TrainingFlag.Text(value));
                break;
        }
    }

    private void WriteMetrics(Utf8JsonWriter json)
    {
        json.WriteStartObject("metrics");
        foreach ((Split split, HeadEvaluation evaluation) in
            new[] { (Split.Training, Training), (Split.Validation, Validation), (Split.Testing, Testing) })
        {
            json.WriteStartObject(split.Name());
            AccuracyJson.Write(json, evaluation.Accuracy, evaluation.CrossEntropy);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private void WriteCalibration(Utf8JsonWriter json)
    {
        if (Calibration is null)
        {
            return;
        }

        json.WriteStartObject("calibration");
        json.WriteNumber("temperature", Math.Round(Calibration.Temperature, 4));
        json.WriteNumber("confidenceThreshold", Calibration.ConfidenceThreshold);
        json.WriteNumber("confidentTestImages", Believed.Total);
        json.WriteNumber("confidentTestAccuracy", Math.Round(Believed.Fraction, 6));
        json.WriteEndObject();
    }
}
