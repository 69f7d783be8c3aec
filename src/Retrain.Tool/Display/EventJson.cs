using System.Text.Json;
using Retrain.Runtime.Diagnostics;
using Retrain.Training;
using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Caching;
using Retrain.Training.Categories;
using Retrain.Training.DataChecks;
using Retrain.Training.Evaluation;
using Retrain.Training.Events;
using Retrain.Training.Heads;
using Retrain.Training.Splits;
using Retrain.Training.Summaries;

namespace Retrain.Tool.Display;

/// <summary>An event's properties, named as in manifest.json. Programs read them: names stay, new ones may come.</summary>
internal static class EventJson
{
    public static void Write(Utf8JsonWriter json, TrainingEvent trainingEvent)
    {
        switch (trainingEvent)
        {
            case ProblemFound problem:
                WriteProblem(json, problem.Diagnostic);
                break;
            case BackboneLoaded backbone:
                json.WriteString("event", "backboneLoaded");
                json.WriteString("name", backbone.Name);
                json.WriteString("sha256", backbone.Digest.ToString());
                json.WriteNumber("bottleneckLength", backbone.BottleneckLength);
                break;
            case DownloadAwaited download:
                json.WriteString("event", "downloadAwaited");
                json.WriteString("path", download.Path);
                break;
            case DownloadStarted download:
                json.WriteString("event", "downloadStarted");
                json.WriteString("url", download.Url.ToString());
                json.WriteString("path", download.Path);
                json.WriteNumber("doneBytes", download.DoneBytes);
                break;
            case DownloadProgressed download:
                WriteDownload(json, download);
                break;
            case DownloadFinished download:
                json.WriteString("event", "downloadFinished");
                json.WriteString("path", download.Path);
                json.WriteNumber("sizeBytes", download.SizeBytes);
                json.WriteString("sha256", download.Digest.ToString());
                break;
            case BackboneRead read:
                WriteBackbone(json, read);
                break;
            case CacheOpened cache:
                json.WriteString("event", "cacheOpened");
                json.WriteString("folder", cache.Folder);
                break;
            case SummariesOpened summaries:
                json.WriteString("event", "summariesOpened");
                json.WriteString("folder", summaries.Folder);
                break;
            case CategoriesFound found:
                json.WriteString("event", "categoriesFound");
                json.WriteNumber("categories", found.CategoryCount);
                json.WriteNumber("files", found.ImageCount);
                break;
            case BottlenecksProgressed progress:
                json.WriteString("event", "bottlenecksProgressed");
                json.WriteNumber("done", progress.Done);
                json.WriteNumber("total", progress.Total);
                json.WriteNumber("computed", progress.Computed);
                break;
            case BottlenecksFinished finished:
                json.WriteString("event", "bottlenecksFinished");
                json.WriteNumber("cached", finished.Cached);
                json.WriteNumber("computed", finished.Computed);
                json.WriteNumber("unreadable", finished.Unreadable);
                json.WriteNumber("elapsedSeconds", Math.Round(finished.Elapsed.TotalSeconds, 3));
                break;
            case SplitFinished split:
                json.WriteString("event", "splitFinished");
                WriteSplit(json, split.Training, split.Validation, split.Testing);
                break;
            case LabelSplit split:
                json.WriteString("event", "labelSplit");
                json.WriteString("label", split.Label);
                WriteSplit(json, split.Training, split.Validation, split.Testing);
                break;
            case DataProblemsFound found:
                json.WriteString("event", "dataProblemsFound");
                FindingsDisplay.WriteCounts(json, found.Findings.Select(finding => finding.Kind));
                break;
            case BottlenecksScaled scaled:
                json.WriteString("event", "bottlenecksScaled");
                WriteNumber(json, "rootMeanSquare", scaled.RootMeanSquare);
                WriteNumber(json, "factor", scaled.Factor);
                break;
            case StepEvaluated step:
                WriteStep(json, step);
                break;
            case IntermediateGraphWritten written:
                json.WriteString("event", "intermediateGraphWritten");
                json.WriteNumber("step", written.Step);
                json.WriteString("graph", written.Path);
                break;
            case HeadCalibrated { Calibration: var calibration }:
                json.WriteString("event", "headCalibrated");
                json.WriteNumber("validationImages", calibration.ImageCount);
                WriteNumber(json, "temperature", calibration.Temperature);
                WriteNumber(json, "confidenceThreshold", calibration.ConfidenceThreshold);
                break;
            case TestFinished test:
                json.WriteString("event", "testFinished");
                AccuracyJson.Write(json, test.Accuracy, test.CrossEntropy);
                break;
            case MisclassifiedImagesFound:
                json.WriteString("event", "misclassifiedImagesFound");
                break;
            case ImageMisclassified image:
                json.WriteString("event", "imageMisclassified");
                json.WriteString("image", image.Path);
                json.WriteString("label", image.Label);
                json.WriteString("predictedLabel", image.PredictedLabel);
                break;
            case OutputsWritten outputs:
                json.WriteString("event", "outputsWritten");
                json.WriteString("graph", outputs.Graph);
                if (outputs.Onnx is not null)
                {
                    json.WriteString("onnx", outputs.Onnx);
                }

                json.WriteString("labels", outputs.Labels);
                json.WriteString("manifest", outputs.Manifest);
                break;
            case ReportWritten written:
                json.WriteString("event", "reportWritten");
                json.WriteString("report", written.Path);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(trainingEvent), trainingEvent, "no JSON for this event");
        }
    }

    private static void WriteBackbone(Utf8JsonWriter json, BackboneRead read)
    {
        json.WriteString("event", "backboneRead");
        json.WriteString("name", read.Backbone.Name);
        json.WriteString("inputTensor", read.Backbone.InputTensor);
        json.WriteNumber("inputWidth", read.Backbone.WidthPixels);
        json.WriteNumber("inputHeight", read.Backbone.HeightPixels);
        json.WriteNumber("inputMean", read.Backbone.Normalization.Mean);
        json.WriteNumber("inputStd", read.Backbone.Normalization.Std);
        json.WriteBoolean("normalizationAssumed", read.IsNormalizationAssumed);
        json.WriteString("bottleneckTensor", read.Backbone.BottleneckTensor);
        json.WriteNumber("bottleneckLength", read.Backbone.BottleneckLength);
    }

    private static void WriteProblem(Utf8JsonWriter json, Diagnostic diagnostic)
    {
        json.WriteString("event", "problemFound");
        json.WriteString("severity", diagnostic.Severity is Severity.Error ? "error" : "warning");
        json.WriteString("code", diagnostic.Code);
        json.WriteString("origin", diagnostic.Origin);
        json.WriteString("message", diagnostic.Message);
    }

    private static void WriteDownload(Utf8JsonWriter json, DownloadProgressed download)
    {
        json.WriteString("event", "downloadProgressed");
        json.WriteNumber("doneBytes", download.DoneBytes);
        if (download.TotalBytes is long total)
        {
            json.WriteNumber("totalBytes", total);
        }
    }

    private static void WriteSplit(Utf8JsonWriter json, int training, int validation, int testing)
    {
        json.WriteNumber("training", training);
        json.WriteNumber("validation", validation);
        json.WriteNumber("testing", testing);
    }

    private static void WriteStep(Utf8JsonWriter json, StepEvaluated step)
    {
        json.WriteString("event", "stepEvaluated");
        json.WriteNumber("step", step.Step);
        json.WriteNumber("trainAccuracy", Math.Round(step.Training.Fraction, 6));
        WriteNumber(json, "crossEntropy", step.CrossEntropy);
        json.WriteNumber("validationImages", step.Validation.Accuracy.Total);
        if (step.Validation.Accuracy.Total > 0)
        {
            json.WriteNumber("validationAccuracy", Math.Round(step.Validation.Accuracy.Fraction, 6));
        }
    }

    // JSON has no infinity, which a diverging training shows before it is refused.
    private static void WriteNumber(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, Math.Round(value, 6));
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
