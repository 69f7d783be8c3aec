using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Caching;
using Retrain.Training.Categories;
using Retrain.Training.DataChecks;
using Retrain.Training.Digests;
using Retrain.Training.Evaluation;
using Retrain.Training.Events;
using Retrain.Training.Files;
using Retrain.Training.Heads;
using Retrain.Training.Manifests;
using Retrain.Training.Options;
using Retrain.Training.Reports;
using Retrain.Training.Sampling;
using Retrain.Training.Splits;
using Retrain.Training.Summaries;
using Retrain.Training.TrainedGraphs;

namespace Retrain.Training;

/// <summary>
/// "How to Retrain Inception's Final Layer for New Categories", on one page: photos to bottlenecks, bottlenecks to a new last layer,
/// backbone and new layer to one graph.
/// </summary>
/// <param name="options">Checked by whoever made them.</param>
/// <param name="show">Told what happens, one event at a time.</param>
internal sealed class Retrainer(RetrainOptions options, Action<TrainingEvent> show)
{
    private readonly Lock showing = new();
    private readonly RunHistory? history = options.Output.Report is null ? null : new();

    /// <summary>Trains, tests and writes the trained graph, its labels, its manifest and a report of the run.</summary>
    /// <exception cref="RetrainException">The images or options cannot be used; nothing was written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled: computed bottlenecks are cached, nothing was written.</exception>
    public RetrainResult Run(CancellationToken cancellationToken)
    {
        IReadOnlyList<Category> categories = options.Data.Inputs is ProjectInputs inputs
            ? inputs.Categories(options.Data.Strict, Warn, cancellationToken)
            : ImageFolder.Read(options.Data.ImageDir, options.Data.Strict, Warn, cancellationToken);
        string[] labels = [.. categories.Select(category => category.Label)];
        Backbone backbone = BackboneCatalog.Load(options.Backbone, Report, cancellationToken);
        Report(new BackboneLoaded(backbone.Name, backbone.Digest, backbone.BottleneckLength));
        TrainedGraph.RequireNames(backbone, options);
        RunOutputs outputs = new(options, Report);
        OutputFiles.Prepare(outputs.Paths);
        ExistingManifest.RequireOurs(options.Output.Manifest);
        using TrainingSummaries? summaries = OpenSummaries(backbone, labels.Length);
        string cacheFolder = options.Bottlenecks.BottleneckDir ?? BottleneckCache.DefaultFolder;
        using BottleneckCache cache = BottleneckCache.Open(cacheFolder, Warn, options.Bottlenecks.BottleneckDir is not null);
        Report(new CacheOpened(cacheFolder));
        using BottleneckExtractor extractor = new(backbone, cache, options);
        using BottleneckSource source = new(options, backbone, new BottleneckLoader(cache, extractor, Report), Report);
        LabeledBottlenecks bottlenecks = source.Load(categories, cancellationToken);

        ReportSplit(bottlenecks, labels);
        ReportProblems(CheckedImages.Of(bottlenecks, labels));
        IReadOnlyList<int[]> trainingRows = bottlenecks.TrainingRows(labels);
        IReadOnlyList<int[]> validationRows = bottlenecks.Rows(Split.Validation, labels);
        BottleneckScale scale = BottleneckScale.Apply(bottlenecks.Matrix, trainingRows.SelectMany(rows => rows), cancellationToken);
        if (!scale.IsIdentity)
        {
            Report(new BottlenecksScaled(scale.RootMeanSquare, scale.Factor));
        }

        // For the final test, on another core while the head trains on this one.
        Task warmUp = NativeWork.Run(WarmUp.Run);
        SoftmaxHead head = new HeadTraining(options, bottlenecks.Matrix, trainingRows, validationRows) { Summaries = summaries }.Run(
            Report,
            (step, intermediate) => outputs.StoreIntermediate(step, TrainedGraph.Of(backbone, intermediate, scale.Factor, options.Output.FinalTensorName)),
            cancellationToken);

        HeadCalibration? calibration = HeadCalibration.Calibrate(
            head, bottlenecks.Matrix, bottlenecks.Examples(Split.Validation, labels), options.Head.Calibrates, cancellationToken);
        if (calibration is not null)
        {
            Report(new HeadCalibrated(calibration));
        }

        HeadEvaluation Evaluate(Split split) => HeadEvaluation.Of(head, bottlenecks.Matrix, bottlenecks.Examples(split, labels), cancellationToken);
        Example[] sample = SelectionSampling.Draw(
            bottlenecks.Examples(Split.Testing, labels), options.Test.BatchSize, new SeededRandom((ulong)options.Seed));
        warmUp.GetAwaiter().GetResult();
        TrainedGraph trained = TrainedGraph.Of(backbone, head, scale.Factor, options.Output.FinalTensorName);
        using GraphSession headAlone = trained.OpenHead();
        FinalTest test = FinalTest.Run(headAlone, head, bottlenecks.Matrix, scale, sample, cancellationToken);
        TestedImage[] testedImages = TestedImages(bottlenecks, sample, test, labels);
        ReportTest(test.Evaluation, testedImages);
        summaries?.Finish(options.Head.HowManyTrainingSteps, ConfusionMatrix.Of(labels, testedImages));
        Accuracy accuracy = test.Evaluation.Accuracy;
        RetrainResult result = new(
            labels, bottlenecks.Images.Count, source.ComputedCount, accuracy, testedImages, OutputWritten: ReachesMinimum(accuracy));
        ModelManifest manifest = new()
        {
            Backbone = backbone,
            Options = options,
            Labels = labels,
            Images = bottlenecks.Images,
            Splits = bottlenecks.Splits,
            BottleneckScale = scale.Factor,
            Calibration = calibration,
            Believed = calibration is null ? default : ConfidenceThreshold.Believed(calibration.ConfidenceThreshold, testedImages),
            Training = Evaluate(Split.Training),
            Validation = Evaluate(Split.Validation),
            Testing = test.Evaluation,
        };
        HtmlReport? report = history is null
            ? null
            : HtmlReport.Of(new ReportedRun(manifest, bottlenecks, testedImages, history, result.OutputWritten), cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        outputs.Write(result.OutputWritten ? trained : null, manifest, report);
        return result;
    }

    private TrainingSummaries? OpenSummaries(Backbone backbone, int labelCount)
    {
        if (options.Output.SummariesDir is not string folder)
        {
            return null;
        }

        TrainingSummaries summaries = TrainingSummaries.Create(folder);
        SoftmaxHead head = new(backbone.BottleneckLength, labelCount);
        if (TrainedGraph.Of(backbone, head, 1, options.Output.FinalTensorName) is TrainedTensorFlowGraph graph)
        {
            summaries.WriteGraph(graph.Definition);
        }

        Report(new SummariesOpened(folder));
        return summaries;
    }

    private void ReportSplit(LabeledBottlenecks bottlenecks, string[] labels)
    {
        IReadOnlyList<int[]>[] images = [.. Enum.GetValues<Split>().Select(split => bottlenecks.ImagesOf(split, labels))];
        for (int label = 0; label < labels.Length; label++)
        {
            int Count(Split split) => images[(int)split][label].Length;
            Report(new LabelSplit(labels[label], Count(Split.Training), Count(Split.Validation), Count(Split.Testing)));
        }
    }

    private void ReportProblems(CheckedImages images)
    {
        IReadOnlyList<Finding> findings = DataCheck.QuickFindings(images);
        if (findings.Count > 0)
        {
            Report(new DataProblemsFound(findings));
        }
    }

    private static TestedImage[] TestedImages(LabeledBottlenecks bottlenecks, Example[] sample, FinalTest test, string[] labels)
    {
        Dictionary<int, DigestedImage> imageOfRow = bottlenecks.Images.ToDictionary(image => image.Row);
        return
        [
            .. sample.Select((example, i) => new TestedImage(
                imageOfRow[example.Row].Image.Path, labels[example.Label], labels[test.Evaluation.Predictions[i]], test.Probabilities[i])),
        ];
    }

    private void ReportTest(HeadEvaluation evaluation, TestedImage[] images)
    {
        Report(new TestFinished(evaluation.Accuracy, evaluation.CrossEntropy));
        if (options.Test.PrintMisclassifiedImages)
        {
            Report(new MisclassifiedImagesFound());
            foreach (TestedImage image in images.Where(image => !image.IsRight))
            {
                Report(new ImageMisclassified(image.Path, image.Label, image.PredictedLabel));
            }
        }
    }

    private bool ReachesMinimum(Accuracy accuracy) =>
        options.Test.MinimumAccuracyPercent is not double minimum || (accuracy.Total > 0 && accuracy.Percent >= minimum);

    private void Warn(Diagnostic diagnostic) => Report(new ProblemFound(diagnostic));

    // Warnings about the cache come from whatever thread uses it.
    private void Report(TrainingEvent trainingEvent)
    {
        lock (showing)
        {
            history?.Add(trainingEvent);
            show(trainingEvent);
        }
    }
}
