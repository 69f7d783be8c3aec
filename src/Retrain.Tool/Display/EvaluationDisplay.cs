using System.Globalization;
using Retrain.Training.Evaluation;
using Spectre.Console;

namespace Retrain.Tool.Display;

/// <summary>Prints how a model does on labelled images.</summary>
/// <param name="worst">How many mistakes are named.</param>
internal sealed class EvaluationDisplay(int worst)
{
    // A wider matrix is no use on a screen.
    private const int MostColumns = 12;

    public void Show(ModelEvaluation evaluation)
    {
        Line($"Accuracy = {Percent(evaluation.Accuracy)}");
        Console.Out.WriteLine();
        ShowLabels(evaluation);
        if (evaluation.Confusion.Labels.Count <= MostColumns)
        {
            Console.Out.WriteLine();
            ShowConfusion(evaluation.Confusion);
        }

        ShowMistakes(evaluation);
    }

    public static void Show(string graph, string baselineGraph, ModelEvaluation model, ModelEvaluation baseline, McNemarTest comparison)
    {
        Console.Out.WriteLine();
        Line($"{graph}: {Percent(model.Accuracy)}");
        Line($"{baselineGraph}: {Percent(baseline.Accuracy)}");
        string verdict = comparison.Verdict switch
        {
            Verdict.Better => "The model is better than the baseline",
            Verdict.Worse => "The model is worse than the baseline",
            _ => "No difference can be shown on these images",
        };
        string rights = Text($"it alone is right on {comparison.OnlyFirst}, the baseline alone on {comparison.OnlySecond}");
        Line($"{verdict}: {rights} (McNemar's test, p = {comparison.MidP:G2}).");
    }

    private static void ShowLabels(ModelEvaluation evaluation)
    {
        PlainGrid grid = new(Justify.Left, Justify.Right, Justify.Right, Justify.Right);
        grid.Add("Label", "Images", "Precision", "Recall");
        foreach (LabelScore score in evaluation.LabelScores)
        {
            grid.Add(score.Label, score.Images.ToString(CultureInfo.InvariantCulture), Percent(score.Precision), Percent(score.Recall));
        }

        grid.Print();
    }

    private static void ShowConfusion(ConfusionMatrix matrix)
    {
        int labels = matrix.Labels.Count;
        PlainGrid grid = new([Justify.Left, .. Enumerable.Repeat(Justify.Right, labels)]);
        grid.Add(["Label \\ predicted", .. matrix.Labels]);
        for (int label = 0; label < labels; label++)
        {
            int row = label;
            grid.Add([matrix.Labels[label], .. Enumerable.Range(0, labels).Select(predicted => matrix[row, predicted].ToString(CultureInfo.InvariantCulture))]);
        }

        grid.Print();
    }

    private void ShowMistakes(ModelEvaluation evaluation)
    {
        TestedImage[] mistakes = [.. evaluation.Mistakes.Take(worst)];
        if (mistakes.Length == 0)
        {
            return;
        }

        Console.Out.WriteLine();
        PlainGrid grid = new(Justify.Left, Justify.Left, Justify.Left);
        grid.Add("Surest mistakes", "Label", "Predicted");
        foreach (TestedImage image in mistakes)
        {
            grid.Add(image.Image.Path, image.Image.Label, Text($"{image.PredictedLabel} ({image.Confidence:F3})"));
        }

        grid.Print();
    }

    private static string Percent(Accuracy accuracy) => AccuracyText.Of(accuracy) ?? "unknown, as no image could be read";

    private static string Percent(double? fraction) => fraction is double value ? Text($"{value * 100:F1}%") : "";

    private static void Line(FormattableString text) => Console.Out.WriteLine(Text(text));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
