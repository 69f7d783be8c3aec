using System.Text.Json;
using Retrain.Runtime.Diagnostics;
using Retrain.Training;
using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Caching;
using Retrain.Training.Calibration;
using Retrain.Training.Categories;
using Retrain.Training.Choosing;
using Retrain.Training.DataChecks;
using Retrain.Training.Decisions;
using Retrain.Training.Downloads;
using Retrain.Training.Evaluation;
using Retrain.Training.Events;
using Retrain.Training.Growth;
using Retrain.Training.Heads;
using Retrain.Training.Occlusion;
using Retrain.Training.Reports;
using Retrain.Training.Shards;
using Retrain.Training.Splits;
using Retrain.Training.Summaries;

namespace Retrain.Tool.Display;

/// <summary>Prints events as JSON, with the names of manifest.json. Programs read them: names stay, new ones may come.</summary>
internal static class EventJson
{
    private static readonly Dictionary<Type, (string Name, Action<Utf8JsonWriter, TrainingEvent> Write)> Forms = new(
    [
        Form<ProblemFound>("problemFound", WriteProblem),
        Form<BackboneLoaded>("backboneLoaded", (json, backbone) =>
        {
            json.WriteString("name", backbone.Name);
            json.WriteString("sha256", backbone.Digest.ToString());
            json.WriteNumber("bottleneckLength", backbone.BottleneckLength);
        }),
        Form<DownloadAwaited>("downloadAwaited", (json, download) => json.WriteString("path", download.Path)),
        Form<DownloadStarted>("downloadStarted", (json, download) =>
        {
            json.WriteString("url", download.Url.ToString());
            json.WriteString("path", download.Path);
            json.WriteNumber("doneBytes", download.DoneBytes);
        }),
        Form<DownloadProgressed>("downloadProgressed", (json, download) =>
        {
            json.WriteNumber("doneBytes", download.DoneBytes);
            if (download.TotalBytes is long total)
            {
                json.WriteNumber("totalBytes", total);
            }
        }),
        Form<DownloadFinished>("downloadFinished", (json, download) =>
        {
            json.WriteString("path", download.Path);
            json.WriteNumber("sizeBytes", download.SizeBytes);
            json.WriteString("sha256", download.Digest.ToString());
        }),
        Form<BackboneRead>("backboneRead", BackboneReadJson.Write),
        Form<CandidateBegun>("candidateBegun", (json, begun) =>
        {
            json.WriteString("architecture", begun.Architecture);
            json.WriteNumber("number", begun.Number);
            json.WriteNumber("count", begun.Count);
        }),
        Form<CandidateMeasured>("candidateMeasured", WriteCandidate),
        Form<BackboneChosen>("backboneChosen", (json, chosen) =>
        {
            json.WriteString("architecture", chosen.Choice.Chosen.Architecture);
            ChoiceJson.Write(json, chosen.Choice);
        }),
        Form<CacheOpened>("cacheOpened", (json, cache) => json.WriteString("folder", cache.Folder)),
        Form<SummariesOpened>("summariesOpened", (json, summaries) => json.WriteString("folder", summaries.Folder)),
        Form<CategoriesFound>("categoriesFound", (json, found) =>
        {
            json.WriteNumber("categories", found.CategoryCount);
            json.WriteNumber("files", found.ImageCount);
        }),
        Form<BaselineCompared>("baselineCompared", BaselineJson.Write),
        Form<ImagesTested>("imagesTested", BaselineJson.Write),
        Form<DecisionsApplied>("decisionsApplied", (json, decisions) => decisions.Write(json)),
        Form<BottlenecksProgressed>("bottlenecksProgressed", (json, progress) =>
        {
            json.WriteNumber("done", progress.Done);
            json.WriteNumber("total", progress.Total);
            json.WriteNumber("computed", progress.Computed);
        }),
        Form<BottlenecksFinished>("bottlenecksFinished", (json, finished) =>
        {
            json.WriteNumber("cached", finished.Cached);
            json.WriteNumber("fetched", finished.Fetched);
            json.WriteNumber("computed", finished.Computed);
            json.WriteNumber("unreadable", finished.Unreadable);
            json.WriteNumber("elapsedSeconds", Math.Round(finished.Elapsed.TotalSeconds, 3));
        }),
        Form<PartFound>("partFound", (json, found) => ShardJson.Write(json, found.Shard, found.PhotoCount)),
        Form<PartFinished>("partFinished", ShardJson.Write),
        Form<SplitFinished>("splitFinished", (json, split) => WriteSplit(json, split.Training, split.Validation, split.Testing)),
        Form<LabelSplit>("labelSplit", (json, split) =>
        {
            json.WriteString("label", split.Label);
            WriteSplit(json, split.Training, split.Validation, split.Testing);
        }),
        Form<DataProblemsFound>("dataProblemsFound", (json, found) => FindingJson.WriteCounts(json, found.Counts)),
        Form<BottlenecksScaled>("bottlenecksScaled", (json, scaled) =>
        {
            WriteNumber(json, "rootMeanSquare", scaled.RootMeanSquare);
            WriteNumber(json, "factor", scaled.Factor);
        }),
        Form<StepEvaluated>("stepEvaluated", WriteStep),
        Form<IntermediateGraphWritten>("intermediateGraphWritten", (json, written) =>
        {
            json.WriteNumber("step", written.Step);
            json.WriteString("graph", written.Path);
        }),
        Form<HeadCalibrated>("headCalibrated", (json, calibrated) =>
        {
            json.WriteNumber("validationImages", calibrated.Calibration.ImageCount);
            WriteNumber(json, "temperature", calibrated.Calibration.Temperature);
            PromiseJson.Write(json, calibrated.Calibration.Promise);
        }),
        Form<GrowthMeasured>("growthMeasured", (json, measured) =>
        {
            json.WriteNumber("heads", measured.Heads);
            json.WriteNumber("elapsedSeconds", Math.Round(measured.Elapsed.TotalSeconds, 3));
        }),
        Form<TestFinished>("testFinished", (json, test) => AccuracyJson.Write(json, test.Accuracy, test.CrossEntropy)),
        Form<MisclassifiedImagesFound>("misclassifiedImagesFound", (_, _) => { }),
        Form<ImageMisclassified>("imageMisclassified", (json, image) =>
        {
            json.WriteString("image", image.Path);
            json.WriteString("label", image.Label);
            json.WriteString("predictedLabel", image.PredictedLabel);
        }),
        Form<OutputsWritten>("outputsWritten", WriteOutputs),
        Form<ReportChecked>("reportChecked", (json, check) =>
        {
            json.WriteNumber("images", check.ImageCount);
            json.WriteNumber("findings", check.FindingCount);
            json.WriteNumber("elapsedSeconds", Math.Round(check.Elapsed.TotalSeconds, 3));
        }),
        Form<OcclusionProgressed>("occlusionProgressed", (json, progress) =>
        {
            json.WriteNumber("done", progress.Done);
            json.WriteNumber("total", progress.Total);
        }),
        Form<OcclusionMapped>("occlusionMapped", (json, maps) =>
        {
            json.WriteNumber("photos", maps.PhotoCount);
            json.WriteNumber("elapsedSeconds", Math.Round(maps.Elapsed.TotalSeconds, 3));
        }),
        Form<ReportWritten>("reportWritten", (json, written) => json.WriteString("report", written.Path)),
    ]);

    /// <summary>Prints an event on a line of standard output.</summary>
    public static void Print(TrainingEvent trainingEvent) => JsonLine.Print(json =>
    {
        (string name, Action<Utf8JsonWriter, TrainingEvent> write) = Forms[trainingEvent.GetType()];
        json.WriteString("event", name);
        write(json, trainingEvent);
    });

    private static KeyValuePair<Type, (string Name, Action<Utf8JsonWriter, TrainingEvent> Write)> Form<T>(
        string name, Action<Utf8JsonWriter, T> write)
        where T : TrainingEvent =>
        new(typeof(T), (name, (json, trainingEvent) => write(json, (T)trainingEvent)));

    private static void WriteProblem(Utf8JsonWriter json, ProblemFound problem)
    {
        Diagnostic diagnostic = problem.Diagnostic;
        json.WriteString("severity", diagnostic.Severity is Severity.Error ? "error" : "warning");
        json.WriteString("code", diagnostic.Code);
        json.WriteString("origin", diagnostic.Origin);
        json.WriteString("message", diagnostic.Message);
    }

    private static void WriteCandidate(Utf8JsonWriter json, CandidateMeasured measured)
    {
        json.WriteString("architecture", measured.Candidate.Architecture);
        ChoiceJson.Write(json, measured.Candidate);
        json.WriteNumber("computed", measured.Candidate.ComputedCount);
        if (measured.Candidate.ImagesPerSecond is double rate)
        {
            json.WriteNumber("imagesPerSecond", Math.Round(rate, 1));
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
        json.WriteNumber("step", step.Step);
        json.WriteNumber("trainAccuracy", Math.Round(step.Training.Fraction, 6));
        WriteNumber(json, "crossEntropy", step.CrossEntropy);
        json.WriteNumber("validationImages", step.Validation.Accuracy.Total);
        if (step.Validation.Accuracy.Total > 0)
        {
            json.WriteNumber("validationAccuracy", Math.Round(step.Validation.Accuracy.Fraction, 6));
        }
    }

    private static void WriteOutputs(Utf8JsonWriter json, OutputsWritten outputs)
    {
        json.WriteString("graph", outputs.Graph);
        if (outputs.Onnx is not null)
        {
            json.WriteString("onnx", outputs.Onnx);
        }

        json.WriteString("labels", outputs.Labels);
        json.WriteString("manifest", outputs.Manifest);
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
