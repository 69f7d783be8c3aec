using System.Text.Json;
using Retrain.Runtime.Images;
using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Calibration;
using Retrain.Training.Choosing;
using Retrain.Training.Evaluation;
using Retrain.Training.Heads;
using Retrain.Training.Images;
using Retrain.Training.Novelty;
using Retrain.Training.Options;
using Retrain.Training.Splits;

namespace Retrain.Training.Manifests;

/// <summary>
/// manifest.json: what was trained, on what and how well. No times and no paths of the machine: equal input gives equal bytes.
/// </summary>
internal sealed class ModelManifest
{
    public required Backbone Backbone { get; init; }

    /// <summary>The choice of the backbone; <see langword="null"/> where it was named.</summary>
    public BackboneChoice? Choice { get; init; }

    public required RetrainOptions Options { get; init; }

    /// <summary>The images, split and labelled.</summary>
    public required LabeledBottlenecks Data { get; init; }

    /// <summary>The weights were multiplied by it; 1 where the bottlenecks needed no scaling.</summary>
    public required float BottleneckScale { get; init; }

    public required HeadCalibration Calibration { get; init; }

    public required NoveltyOfModel Novelty { get; init; }

    public required HeadEvaluation Training { get; init; }

    public required HeadEvaluation Validation { get; init; }

    public required HeadEvaluation Testing { get; init; }

    /// <summary>The images of the final test.</summary>
    public required IReadOnlyList<TestedImage> Tested { get; init; }

    /// <summary>The comparison with another model on these images; <see langword="null"/> for none.</summary>
    public BaselineComparison? Baseline { get; init; }

    /// <summary>The accuracy on those test images whose label is to be believed.</summary>
    public Accuracy Believed => ConfidenceThreshold.Believed(Calibration.Promise.Threshold, Tested);

    /// <param name="stream">The file.</param>
    /// <param name="digests">The files that are written with it.</param>
    public void Write(Stream stream, OutputDigests digests) => ManifestFile.Write(stream, digests, json =>
    {
        WriteBackbone(json);
        WriteChoice(json);
        WriteDataSet(json);
        WriteOptions(json);
        WriteMetrics(json);
        WriteCalibration(json);
        NoveltyJson.Write(json, Novelty, Tested);
        if (Baseline is not null)
        {
            json.WriteStartObject("baseline");
            BaselineJson.Write(json, Baseline);
            json.WriteEndObject();
        }
    });

    /// <summary>Over every image's label, set and bytes in a fixed order, but not its name: a renamed photo is the same data.</summary>
    public string DataSetDigest() => Manifests.DataSetDigest.Of(Data.Images);

    private void WriteBackbone(Utf8JsonWriter json)
    {
        json.WriteStartObject("backbone");
        json.WriteString("name", Backbone.Name);
        if (Backbone.Commit is not null)
        {
            json.WriteString("commit", Backbone.Commit);
        }

        json.WriteString("sha256", Backbone.Digest.ToString());
        json.WriteString("inputTensor", Backbone.InputTensor);
        json.WriteNumber("inputWidth", Backbone.WidthPixels);
        json.WriteNumber("inputHeight", Backbone.HeightPixels);
        PreprocessingJson.WriteNumbers(json, "inputMean", Backbone.Preprocessing.Normalization.Mean);
        PreprocessingJson.WriteNumbers(json, "inputStd", Backbone.Preprocessing.Normalization.Std);
        if (!Backbone.Preprocessing.IsLegacy)
        {
            json.WritePropertyName("preprocessing");
            PreprocessingJson.WriteTo(json, Backbone.Preprocessing);
        }

        json.WriteString("orientation", OrientationWord.Of(Backbone.Preprocessing.IgnoresOrientation));
        json.WriteString("bottleneckTensor", Backbone.Pooling?.Tensor ?? Backbone.BottleneckTensor);
        if (Backbone.Pooling is { } pooling)
        {
            json.WriteString("bottleneckPooling", pooling.Name);
        }

        json.WriteNumber("bottleneckLength", Backbone.BottleneckLength);
        json.WriteNumber("bottleneckScale", BottleneckScale);
        json.WriteEndObject();
    }

    private void WriteChoice(Utf8JsonWriter json)
    {
        if (Choice is not null)
        {
            json.WriteStartObject("choice");
            ChoiceJson.Write(json, Choice);
            json.WriteEndObject();
        }
    }

    private void WriteDataSet(Utf8JsonWriter json)
    {
        json.WriteStartObject("dataSet");
        json.WriteString("sha256", DataSetDigest());
        json.WriteNumber("images", Data.Images.Count);
        json.WriteStartArray("labels");
        int[,] counts = Data.CountBySplit();
        foreach ((int index, string label) in Data.Labels.Index())
        {
            json.WriteStartObject();
            json.WriteString("label", label);
            foreach (Split split in Enum.GetValues<Split>())
            {
                json.WriteNumber(split.Name(), counts[index, (int)split]);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (Data.Decisions is not null)
        {
            json.WriteString("decisionsSha256", Data.Decisions.Digest.ToString());
        }

        if (Options.Bottlenecks.UsesImported)
        {
            json.WriteBoolean("importedBottlenecks", true);
        }

        KnownImages.Write(json, Data.Images);
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
            case double number:
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
        ErrorPromise promise = Calibration.Promise;
        json.WriteStartObject("calibration");
        json.WriteNumber("temperature", Math.Round(Calibration.Temperature, 4));
        PromiseJson.Write(json, promise);
        Accuracy believed = Believed;
        json.WriteNumber("confidentTestImages", believed.Total);
        if (believed.Total > 0)
        {
            json.WriteNumber("confidentTestAccuracy", Math.Round(believed.Fraction, 6));
        }

        json.WriteEndObject();
    }
}
