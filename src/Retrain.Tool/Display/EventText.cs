using System.Globalization;
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
using static System.FormattableString;

namespace Retrain.Tool.Display;

/// <summary>Describes events, in retrain.py's words if it has any.</summary>
internal static class EventText
{
    public static IEnumerable<string> Of(TrainingEvent trainingEvent, DateTime now) => trainingEvent switch
    {
        CategoriesFound found => [Invariant($"Found {Count(found.ImageCount, "file")} in {found.CategoryCount} categories.")],
        BackboneLoaded backbone =>
            [Invariant($"Backbone: {backbone.Name}, {backbone.BottleneckLength} values per bottleneck, SHA-256 {backbone.Digest}.")],
        DownloadAwaited download => [Of(download)],
        DownloadStarted download => [Of(download)],
        DownloadFinished download => [$"Downloaded {download.Path}, {FileSize.Megabytes(download.SizeBytes)}, SHA-256 {download.Digest}."],
        BackboneRead read => [Of(read)],
        CandidateBegun begun => [Invariant($"Candidate {begun.Number} of {begun.Count}: {begun.Architecture}")],
        CandidateMeasured => [],
        BackboneChosen chosen => ChoiceText.Of(chosen.Choice),
        CacheOpened cache => [Invariant($"Cache: {cache.Folder}")],
        SummariesOpened summaries => [$"Summaries: tensorboard --logdir {summaries.Folder}"],
        BottlenecksFinished finished => [Of(finished)],
        PartFound found => [Invariant($"Part {found.Shard}: {Count(found.PhotoCount, "photo")}.")],
        PartFinished finished =>
        [
            Invariant($"Part {finished.Result.Shard} is done: {Count(finished.Result.ReadableCount, "bottleneck")} in the cache. ")
                + $"Wrote {finished.Path}",
        ],
        DecisionsApplied decisions =>
        [
            Invariant($"Decisions: {Count(decisions.Removed, "photo")} left out, ")
                + Invariant($"{Count(decisions.Relabelled, "photo")} with another label, after {decisions.File.Path}."),
        ],
        SplitFinished split =>
            [Invariant($"Split: {split.Training} training, {split.Validation} validation, {split.Testing} testing images.")],
        LabelSplit split =>
            [Invariant($"  {split.Label}: {split.Training} training, {split.Validation} validation, {split.Testing} testing.")],
        DataProblemsFound found => [Of(found)],
        BottlenecksScaled scaled => [Of(scaled)],
        StepEvaluated step => Of(step, now),
        IntermediateGraphWritten written => [Invariant($"Save intermediate result to : {written.Path}")],
        HeadCalibrated calibrated => Of(calibrated.Calibration),
        GrowthMeasured measured =>
        [
            Invariant($"Would more photos help: {Count(measured.Heads, "training")} on parts of the images ")
                + Invariant($"in {measured.Elapsed.TotalSeconds:F1} s."),
        ],
        TestFinished test => [Of(test)],
        BaselineCompared compared => Of(compared.Comparison),
        MisclassifiedImagesFound => ["=== MISCLASSIFIED TEST IMAGES ==="],
        ImageMisclassified image => [Invariant($"{image.Path,70}  {image.PredictedLabel}")],
        OutputsWritten outputs => [Of(outputs)],
        ReportChecked check => [Invariant($"Report: {Count(check.FindingCount, "problem")} in {Count(check.ImageCount, "image")}, ")
            + Invariant($"checked in {check.Elapsed.TotalSeconds:F1} s.")],
        OcclusionMapped maps =>
            [Invariant($"Report: occlusion maps of {Count(maps.PhotoCount, "photo")} took {maps.Elapsed.TotalSeconds:F1} s.")],
        ReportWritten written => [$"Wrote {written.Path}"],
        _ => throw new ArgumentOutOfRangeException(nameof(trainingEvent), trainingEvent, "no line for this event"),
    };

    public static string Of(BottlenecksProgressed progress, double imagesPerSecond, TimeSpan left) =>
        Invariant($"Bottlenecks: {progress.Done} of {progress.Total}, ")
        + Invariant($"{imagesPerSecond:F0} images/s, {Math.Ceiling(left.TotalSeconds):F0} s left");

    public static string Of(DownloadProgressed progress) =>
        $"Download: {FileSize.Megabytes(progress.DoneBytes)}"
        + (progress.TotalBytes is long total ? $" of {FileSize.Megabytes(total)}" : "");

    public static string Of(DownloadAwaited download) => $"Waiting for another run, which is downloading {download.Path}";

    public static string Of(DownloadStarted download) =>
        $"Downloading {download.Url}"
        + (download.DoneBytes > 0 ? $", {FileSize.Megabytes(download.DoneBytes)} of which are already there" : "");

    public static string Of(ImagesTested progress) => Invariant($"Images: {progress.Done} of {progress.Total}");

    public static string Of(OcclusionProgressed progress) => Invariant($"Occlusion maps: {progress.Done} of {progress.Total}");

    private static string Of(OutputsWritten outputs) =>
        $"Wrote {outputs.Graph}, {(outputs.Onnx is null ? "" : $"{outputs.Onnx}, ")}{outputs.Labels} and {outputs.Manifest}";

    private static string Of(BackboneRead read)
    {
        Backbone backbone = read.Backbone;
        string assumed = read.IsNormalizationAssumed ? " (assumed, because the file does not say; see --input_mean and --input_std)"
            : read.IsOfUnitInterval ? " (given for values in [0, 1], as all three deviations are below 1)"
            : "";
        return Invariant($"Backbone {backbone.Name}: '{backbone.InputTensor}' ")
            + Invariant($"takes {backbone.HeightPixels} x {backbone.WidthPixels} pixels ")
            + Invariant($"as (value - {backbone.Preprocessing.Normalization.Mean}) / {backbone.Preprocessing.Normalization.Std}{assumed}")
            + Invariant($"{PreprocessingText.Of(backbone.Preprocessing)}, ")
            + (backbone.Pooling is null ? $"the bottleneck '{backbone.BottleneckTensor}'" : $"the bottleneck, {backbone.Pooling},")
            + Invariant($" has {backbone.BottleneckLength} values.");
    }

    private static string Of(DataProblemsFound found)
    {
        int Of(FindingKind kind) => found.Counts.GetValueOrDefault(kind);
        return $"Data: {Count(Of(FindingKind.ExactDuplicate), "exact duplicate")}, "
            + $"{Count(Of(FindingKind.ConflictingLabel), "conflicting label")}, "
            + $"{Count(Of(FindingKind.Imbalance), "category", "categories")} far smaller than the largest; "
            + (found.IsReported ? "the report shows them and looks for more." : "`dotnet retrain check` lists them and looks for more.");
    }

    private static IEnumerable<string> Of(HeadCalibration calibration)
    {
        if (calibration.ImageCount > 0)
        {
            yield return Invariant($"Calibrated on {Count(calibration.ImageCount, "validation image")}: ")
                + Invariant($"temperature {calibration.Temperature:F2}.");
        }

        yield return PromiseText.Of(calibration.Promise);
    }

    private static string Of(BottlenecksScaled scaled) =>
        Invariant($"The bottlenecks have a root mean square of {scaled.RootMeanSquare:G3}, so they are scaled by {scaled.Factor:G3}; ")
        + "the factor is folded into the written weights.";

    private static string Of(BottlenecksFinished finished)
    {
        string unreadable = finished.Unreadable == 0 ? "" : Invariant($", {Count(finished.Unreadable, "unreadable file")}");
        string rate = finished.Computed == 0 ? "" : Invariant($", {finished.Computed / finished.Elapsed.TotalSeconds:F0} images/s");
        string fetched = finished.Fetched == 0 ? "" : Invariant($" ({finished.Fetched} of them in the shared cache)");
        double seconds = finished.Elapsed.TotalSeconds;
        return Invariant($"Bottlenecks: {finished.Cached} cached{fetched}, ")
            + Invariant($"{finished.Computed} computed{unreadable} in {seconds:F1} s{rate}.");
    }

    private static IEnumerable<string> Of(StepEvaluated step, DateTime now)
    {
        string time = now.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
        yield return Invariant($"{time}: Step {step.Step}: Train accuracy = {step.Training.Percent:F1}%");
        yield return Invariant($"{time}: Step {step.Step}: Cross entropy = {step.CrossEntropy:F6}");
        Accuracy validation = step.Validation.Accuracy;
        if (validation.Total > 0)
        {
            yield return Invariant($"{time}: Step {step.Step}: Validation accuracy = {validation.Percent:F1}% (N={validation.Total})");
        }
    }

    private static string Of(TestFinished test) =>
        AccuracyText.Of(test.Accuracy) is string accuracy
            ? $"Final test accuracy = {accuracy}"
            : "There are no test images, so the test accuracy is unknown.";

    private static IEnumerable<string> Of(BaselineComparison comparison)
    {
        string accuracy = AccuracyText.Of(comparison.Baseline) ?? "unknown, as there are no test images";
        yield return $"Baseline {comparison.Graph}: accuracy = {accuracy}. {VerdictText.Of(comparison.Test)}";
        if (comparison.KnownCount > 0)
        {
            yield return Invariant($"Without the {Count(comparison.KnownCount, "image")} that the baseline was trained or validated on: ")
                + VerdictText.Of(comparison.OnOthers.Test);
        }
    }

    private static string Count(int count, string noun) => Count(count, noun, $"{noun}s");

    private static string Count(int count, string noun, string plural) => Invariant($"{count} {(count == 1 ? noun : plural)}");
}
