using System.CommandLine;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Tool.Display;
using Retrain.Training.Categories;
using Retrain.Training.Diagnostics;
using Retrain.Training.Evaluation;
using Retrain.Training.Images;

namespace Retrain.Tool.Commands;

/// <summary>Tells how a model does on labelled images, and whether it is better than another.</summary>
internal static class EvaluateCommand
{
    public const string Name = "evaluate";

    public static Command Create()
    {
        Option<string?> imageDir = Flag.OptionalText("--image_dir", "Folder whose sub-folders are called as the labels (required).", "DIR");
        Option<string> graph = Flag.Text("--graph", TrainFlags.InTemp("output_graph.pb"), "The trained graph.", "FILE");
        Option<string> labels = Flag.Text("--labels", TrainFlags.InTemp("output_labels.txt"), "Its labels.", "FILE");
        Option<string?> baselineGraph = Flag.OptionalText("--baseline_graph", "Another trained graph, to compare with.", "FILE");
        Option<string?> baselineLabels = Flag.OptionalText("--baseline_labels", "Its labels [default: those of --labels].", "FILE");
        Option<float?> minimum = Flag.OptionalNumber(
            "--minimum_test_accuracy", "In percent; below it the exit code is 3.", 0, 100, "a number from 0 to 100");
        Option<bool> failIfWorse = Flag.Switch("--fail_if_worse", "Exit code 3 where the graph is shown to be worse than the baseline.");
        Option<int> topK = Flag.Integer("--top_k", 10, "Mistakes to name, the surest first.", 0);
        Option<bool> json = Flag.Switch("--json", "Print one JSON object.");
        Command command = new(Name, "Tells how a model does on labelled images, and whether it is better than another.");
        foreach (Option flag in new Option[] { imageDir, graph, labels, baselineGraph, baselineLabels, minimum, failIfWorse, topK, json })
        {
            command.Add(flag);
        }

        command.SetAction((result, cancellationToken) =>
        {
            string folder = result.GetValue(imageDir)
                ?? throw new RetrainException(OptionDiagnostics.MissingFlag(imageDir.Name, "name the folder of the images to test with"));
            string graphPath = Flag.ExistingFile(graph.Name, result.GetRequiredValue(graph));
            string labelsPath = Flag.ExistingFile(labels.Name, result.GetRequiredValue(labels));
            string? baselinePath = result.GetValue(baselineGraph) is string path ? Flag.ExistingFile(baselineGraph.Name, path) : null;
            string baselineLabelsPath = result.GetValue(baselineLabels) is string other ? Flag.ExistingFile(baselineLabels.Name, other) : labelsPath;
            ImageSet images = ImageFolder.ReadToTest(folder, Report, cancellationToken);
            ModelEvaluation model = Evaluate(graphPath, labelsPath, Report);

            // What cannot be read has been named once.
            ModelEvaluation? baseline = baselinePath is null ? null : Evaluate(baselinePath, baselineLabelsPath, _ => { });
            Show(result.GetValue(json), result.GetValue(topK), graphPath, model, baselinePath, baseline);
            return Task.FromResult((int)Judge(model, baseline));

            ModelEvaluation Evaluate(string graphFile, string labelsFile, Action<Diagnostic> report)
            {
                using ImageClassifier classifier = ImageClassifier.Load(graphFile, labelsFile);
                using TestingProgress progress = new();
                Action<ImagesTested> show = result.GetValue(json) ? _ => { } : progress.Show;
                return ModelEvaluation.Of(classifier, images, report, show, cancellationToken);
            }

            ExitCode Judge(ModelEvaluation tested, ModelEvaluation? reference)
            {
                if (result.GetValue(minimum) is float percent && tested.Accuracy.Percent < percent)
                {
                    Report(DataDiagnostics.AccuracyBelowMinimum(folder, tested.Accuracy.Percent, percent, "the model is not good enough"));
                    return ExitCode.AccuracyBelowMinimum;
                }

                if (reference is not null && result.GetValue(failIfWorse) && tested.CompareWith(reference).Verdict is Verdict.Worse)
                {
                    Report(DataDiagnostics.WorseThanBaseline(graphPath, baselinePath!));
                    return ExitCode.AccuracyBelowMinimum;
                }

                return tested.Images.Count > 0 ? ExitCode.Done : ExitCode.Failed;
            }
        });
        return command;
    }

    private static void Show(bool json, int worst, string graph, ModelEvaluation model, string? baselineGraph, ModelEvaluation? baseline)
    {
        if (json)
        {
            EvaluationJson.Print(graph, model, worst, baselineGraph, baseline);
            return;
        }

        new EvaluationDisplay(worst).Show(model);
        if (baseline is not null)
        {
            EvaluationDisplay.Show(graph, baselineGraph!, model, baseline, model.CompareWith(baseline));
        }
    }

    private static void Report(Diagnostic problem) => Console.Error.WriteLine(problem);
}
