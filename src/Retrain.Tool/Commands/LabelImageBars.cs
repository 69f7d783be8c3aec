using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Tool.Display;
using Spectre.Console;
using static System.FormattableString;

namespace Retrain.Tool.Commands;

/// <summary>Shows the labels of images on a terminal, each with a bar.</summary>
/// <param name="terminal">The terminal.</param>
/// <param name="threshold">The probability from which on the model believes a label; infinite where it believes none.</param>
internal sealed class LabelImageBars(Terminal terminal, float threshold)
{
    private const int WidestBar = 40;
    private const int NarrowestBar = 8;
    private const int ColumnsBesideBar = 11; // an indent, two gaps and a probability
    private readonly HashSet<string> words = [];

    /// <summary>Shows which model it is.</summary>
    /// <param name="digest">The digest of the graph; <see langword="null"/> where no manifest lies beside it.</param>
    public void Begin(string graphPath, string? digest) => Write($"Model: {VisibleText.Of(ModelHeading.Of(graphPath, digest))}");

    /// <param name="path">The image.</param>
    /// <param name="predictions">The labels to show, the most probable first.</param>
    public void Draw(string path, IReadOnlyList<Prediction> predictions)
    {
        string? word = TrustWord.Of(predictions[0]);
        if (word is not null)
        {
            words.Add(word);
        }

        terminal.DrawLine();
        terminal.DrawLine(VisibleText.Of(path) + (word is null ? "" : $": {Terminal.Strong(word)}{Novelty(predictions[0])}"));
        string[] labels = [.. predictions.Select(prediction => VisibleText.Of(prediction.Label))];
        int widest = labels.Max(label => label.GetCellWidth());
        int bar = Math.Min(WidestBar, terminal.Width - 1 - widest - ColumnsBesideBar);
        foreach ((string label, Prediction prediction) in labels.Zip(predictions))
        {
            string name = label + new string(' ', widest - label.GetCellWidth());
            string blocks = bar < NarrowestBar ? "" : "  " + terminal.Accent(Blocks.Bar(prediction.Probability, bar, terminal.HasBlocks));
            terminal.DrawLine(Invariant($"  {name}  {prediction.Probability:F3}{blocks}"));
        }
    }

    /// <summary>Explains the words.</summary>
    public void End()
    {
        if (words.Count > 0)
        {
            terminal.DrawLine();
        }

        if (words.Contains(TrustWord.Unfamiliar))
        {
            Write("Unfamiliar: the image is less like the training photos than nearly all known ones; check the label yourself.");
        }

        if (words.Contains(TrustWord.Uncertain))
        {
            Write(float.IsFinite(threshold)
                ? Invariant($"Uncertain: the probability is below {Math.Ceiling(threshold * 1000) / 1000:F3}, ")
                    + "from which on the model believes its labels."
                : "Uncertain: training had too few photos to say which labels can be believed.");
        }
    }

    private static string Novelty(Prediction first) =>
        first is { IsFamiliar: false, Novelty: float novelty } ? Invariant($" (novelty {novelty:F3})") : "";

    private void Write(string text)
    {
        foreach (string line in terminal.Lines(text))
        {
            terminal.DrawLine(line);
        }
    }
}
