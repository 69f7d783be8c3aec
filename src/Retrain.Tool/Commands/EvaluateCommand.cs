using System.CommandLine;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Tool.Display;
using Retrain.Tool.Flags;
using Retrain.Training.Categories;
using Retrain.Training.Curation;
using Retrain.Training.Decisions;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;
using Retrain.Training.Evaluation;
using Retrain.Training.Events;
using Retrain.Training.Files;
using Retrain.Training.Images;
using Retrain.Training.Manifests;
using Retrain.Training.Options;

namespace Retrain.Tool.Commands;

/// <summary>Measures the accuracy of a model on labelled images, and compares it with another model.</summary>
internal sealed class EvaluateCommand() : ToolCommand(
    "evaluate", "Measures the accuracy of a model on labelled images, and compares it with another model.")
{
    private readonly Argument<string?> folder = Flag.Folder();
    private readonly Option<string?> imageDir = Flag.OptionalText(
        "--image_dir", "Folder of images in sub-folders that are named after the labels (required, unless a folder stands alone).", "DIR");
    private readonly Option<string?> graph = TrainedGraphSearch.NewFlag("The trained graph");
    private readonly Option<string?> labels = Flag.OptionalText(
        "--labels", "The labels of the graph [default: those that lie beside it].", "FILE");
    private readonly Option<string?> baselineGraph = Flag.OptionalText(
        "--baseline_graph", "Another trained graph to compare with.", "FILE");
    private readonly Option<string?> baselineLabels = Flag.OptionalText(
        "--baseline_labels", "The labels of the other graph [default: those that lie beside it].", "FILE");
    private readonly Option<float?> minimum = Flag.Optional(
        "--minimum_test_accuracy", FlagTypes.Percentage, "Lowest acceptable accuracy, in percent; below it, the exit code is 3.");
    private readonly Option<bool> failIfWorse = Flag.Switch(
        "--fail_if_worse", "Exit with code 3 if the graph is significantly worse than the baseline.");
    private readonly Option<string?> decisions = Flag.OptionalText(
        "--decisions", "File of decisions that a report saved: photos that are left out, or get another label.", "FILE");
    private readonly Option<bool?> ignoreOrientation = LabelImageCommand.IgnoreOrientationFlag();
    private readonly Option<int> topK = Flag.WithDefault(
        "--top_k", FlagTypes.Integer(0), 10, "Number of mistakes to list, most confident first.");
    private readonly Option<bool> json = Flag.Switch("--json", "Print a JSON object.");

    public override Argument Argument => folder;

    public override IEnumerable<Option> Flags =>
        [imageDir, graph, labels, baselineGraph, baselineLabels, minimum, failIfWorse, decisions, ignoreOrientation, topK, json];

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet retrain evaluate more_photos",
        "dotnet retrain evaluate --image_dir more_photos --graph new.pb --baseline_graph released.pb --fail_if_worse",
        "dotnet retrain evaluate --image_dir more_photos --minimum_test_accuracy 90 --json",
    ];

    public override void Run(ParseResult line, ProblemLog problems, CancellationToken cancellationToken)
    {
        string photos = Flag.FolderIn(line, folder, imageDir)
            ?? throw new RetrainException(OptionDiagnostics.MissingFlag(imageDir.Name, "name the folder of the images to test with"));
        TestOptions.RequirePercent(line.GetValue(minimum));
        if (line.GetValue(baselineGraph) is null && (line.GetValue(failIfWorse) || line.GetValue(baselineLabels) is not null))
        {
            throw new RetrainException(OptionDiagnostics.MissingFlag(baselineGraph.Name, "name the trained graph to compare with"));
        }

        string graphPath = TrainedGraphSearch.Find(line, graph);
        string labelsPath = LabelsSearch.For(graphPath, line, labels);
        string? baselinePath = line.GetValue(baselineGraph) is string path ? Flag.ExistingFile(baselineGraph.Name, path) : null;
        string? baselineLabelsPath = baselinePath is null ? null : LabelsSearch.For(baselinePath, line, baselineLabels);
        ImageClassifierOptions options = new() { IgnoreOrientation = line.GetValue(ignoreOrientation) };
        DecisionsFile? decided = line.GetValue(decisions) is string file ? DecisionsFile.Read(file) : null;
        ImageSet images = ImageFolder.ReadToTest(photos, problems.Report, cancellationToken);
        images = decided is null ? images : DecidedImages.OfTest(images, decided, Show, cancellationToken);
        EvaluatedModel model = Evaluate(graphPath, labelsPath, Report);

        // The images that cannot be read have been named already.
        EvaluatedModel? baseline = baselinePath is null ? null : Evaluate(baselinePath, baselineLabelsPath!, _ => { });
        if (line.GetValue(json))
        {
            EvaluateJson.Print(model, baseline, line.GetValue(topK));
        }
        else
        {
            EvaluateText.Print(model, baseline, line.GetValue(topK));
        }

        if (Failure() is Diagnostic problem)
        {
            throw new RetrainException(problem);
        }

        EvaluatedModel Evaluate(string graphFile, string labelsFile, Action<Diagnostic> report)
        {
            using ImageClassifier classifier = ImageClassifier.Load(graphFile, labelsFile, options, problems.Report);
            using TestingProgress progress = new();
            Action<ImagesTested> show = line.GetValue(json) ? _ => { } : progress.Show;
            DigestSet? known = KnownImages.Of(graphFile, classifier.GraphDigest);
            EvaluatedModel evaluated =
                new(graphFile, ModelEvaluation.Of(classifier, images, known, ReportAlone, show, cancellationToken), known is not null);
            progress.End();
            if (evaluated.KnownCount > 0)
            {
                problems.Report(DataDiagnostics.TestedOnKnownImages(
                    photos, evaluated.KnownCount, evaluated.Evaluation.Images.Count, graphFile));
            }

            return evaluated;

            void ReportAlone(Diagnostic problem)
            {
                progress.End();
                report(problem);
            }
        }

        void Show(TrainingEvent trainingEvent)
        {
            if (trainingEvent is ProblemFound found)
            {
                problems.Report(found.Diagnostic);
            }
            else if (!line.GetValue(json))
            {
                OutputLine.WriteSentences(EventText.Of(trainingEvent, DateTime.Now));
            }
        }

        // An image that cannot be read is left out, as in training.
        void Report(Diagnostic problem) =>
            problems.Report(ImageDiagnostics.IsAboutAnImage(problem) ? problem with { Severity = Severity.Warning } : problem);

        Diagnostic? Failure()
        {
            Accuracy accuracy = model.Evaluation.Accuracy;
            return line.GetValue(minimum) is float percent && accuracy.Percent < percent
                    ? DataDiagnostics.AccuracyBelowMinimum(photos, accuracy.Percent, percent, "the model is not good enough")
                : accuracy.Total == 0 ? DataDiagnostics.NothingReadable(photos, images.Images.Count, isLeftOut: false)
                : baseline is not null && line.GetValue(failIfWorse) && model.CompareWith(baseline).Verdict is Verdict.Worse
                    ? DataDiagnostics.WorseThanBaseline(model.Graph, baseline.Graph)
                : null;
        }
    }
}
