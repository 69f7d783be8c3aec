using System.Globalization;
using Retrain.Tool.Display;
using Retrain.Training.Evaluation;
using Spectre.Console;
using static System.FormattableString;

namespace Retrain.Tool.Commands;

/// <summary>Prints the accuracy of a model on labelled images.</summary>
internal static class EvaluateText
{
    // A wider matrix does not fit a screen.
    private const int MostColumns = 12;

    /// <param name="model">The model.</param>
    /// <param name="baseline">The model that it is compared with, if any.</param>
    /// <param name="worst">The number of mistakes to name.</param>
    public static void Print(EvaluatedModel model, EvaluatedModel? baseline, int worst)
    {
        ModelEvaluation evaluation = model.Evaluation;
        OutputLine.WriteSentence($"Accuracy = {Percent(evaluation.Accuracy)}");
        PrintKnown(model);
        if (LabelScore.MacroF1(evaluation.LabelScores) is double macro)
        {
            OutputLine.WriteSentence($"Macro-F1 = {Percent(macro)}");
        }

        OutputLine.Write();
        PrintLabels(evaluation);
        if (evaluation.Confusion.Labels.Count <= MostColumns)
        {
            OutputLine.Write();
            PrintConfusion(evaluation.Confusion);
        }

        PrintMistakes([.. evaluation.Mistakes.Take(worst)]);
        if (baseline is not null)
        {
            PrintComparison(model, baseline);
        }
    }

    private static void PrintKnown(EvaluatedModel model)
    {
        if (!model.KnowsImages)
        {
            OutputLine.WriteSentence(
                "It is not known which of these images the model was trained or validated on, as no manifest beside it says so.");
        }
        else if (model.KnownCount > 0)
        {
            OutputLine.WriteSentence(Invariant($"Accuracy without the {model.KnownCount} that it was trained or validated on = ")
                + (AccuracyText.Of(model.Evaluation.AccuracyOnOthers) ?? "unknown, as none is left"));
        }
    }

    private static void PrintComparison(EvaluatedModel model, EvaluatedModel baseline)
    {
        OutputLine.Write();
        OutputLine.WriteSentence($"{model.Graph}: {Percent(model.Evaluation.Accuracy)}");
        OutputLine.WriteSentence($"{baseline.Graph}: {Percent(baseline.Evaluation.Accuracy)}");
        OutputLine.WriteSentence(VerdictText.Of(model.CompareWith(baseline)));
    }

    private static void PrintLabels(ModelEvaluation evaluation)
    {
        PlainGrid grid = new(Justify.Left, Justify.Right, Justify.Right, Justify.Right, Justify.Right);
        grid.Add("Label", "Images", "Precision", "Recall", "F1");
        foreach (LabelScore score in evaluation.LabelScores)
        {
            grid.Add(
                score.Label,
                score.Images.ToString(CultureInfo.InvariantCulture),
                Percent(score.Precision),
                Percent(score.Recall),
                Percent(score.F1));
        }

        grid.Print();
    }

    private static void PrintConfusion(ConfusionMatrix matrix)
    {
        int labels = matrix.Labels.Count;
        PlainGrid grid = new([Justify.Left, .. Enumerable.Repeat(Justify.Right, labels)]);
        grid.Add(["Label \\ predicted", .. matrix.Labels]);
        for (int label = 0; label < labels; label++)
        {
            int row = label;
            grid.Add([
                matrix.Labels[label],
                .. Enumerable.Range(0, labels).Select(predicted => matrix[row, predicted].ToString(CultureInfo.InvariantCulture)),
            ]);
        }

        grid.Print();
    }

    private static void PrintMistakes(TestedImage[] mistakes)
    {
        if (mistakes.Length == 0)
        {
            return;
        }

        OutputLine.Write();
        PlainGrid grid = new(Justify.Left, Justify.Left, Justify.Left);
        // A narrow terminal breaks the path, which is the widest, and nothing else.
        grid.Add("Label", "Predicted", "Most confident mistakes");
        foreach (TestedImage image in mistakes)
        {
            grid.Add(image.Image.Label, Invariant($"{image.PredictedLabel} ({image.Confidence:F3})"), image.Image.Path);
        }

        grid.Print();
    }

    private static string Percent(Accuracy accuracy) => AccuracyText.Of(accuracy) ?? "unknown, as no image could be read";

    private static string Percent(double? fraction) => fraction is double value ? Invariant($"{value * 100:F1}%") : "";
}
