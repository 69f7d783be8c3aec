using Retrain.Runtime.Diagnostics;
using Retrain.Training;
using Retrain.Training.Calibration;
using Retrain.Training.Evaluation;
using Retrain.Training.Options;
using Spectre.Console;
using static System.FormattableString;

namespace Retrain.Tool.Display;

/// <summary>Ends a training on a terminal: how good the model is, what was written, and what to do next.</summary>
/// <param name="terminal">Shows the card.</param>
/// <param name="options">The options of the training.</param>
internal sealed class ResultCard(Terminal terminal, RetrainOptions options)
{
    private const int WidestText = 100;
    private const int NarrowestWithMargin = 60; // below, names stand above their values
    private const int Indent = 2;
    private const int NameColumns = 15;

    /// <summary>The number of problems that a report lists; <see langword="null"/> where no check was made for one.</summary>
    public int? ProblemCount { get; init; }

    /// <param name="result">The finished training.</param>
    /// <param name="promise">The labels that can be believed.</param>
    /// <param name="written">The files that were written.</param>
    public void Draw(RetrainResult result, ErrorPromise? promise, IEnumerable<string> written)
    {
        int width = Math.Min(terminal.Width - 1, WidestText);
        string rule = new(terminal.HasBlocks ? '─' : '-', width);
        terminal.DrawLine(terminal.Accent(rule));
        Row("Test accuracy", width, AccuracyText.Of(result.TestAccuracy) ?? "unknown, as there are no test images");
        if (MostConfused(result) is string confused)
        {
            Row("Most confused", width, confused);
        }

        if (promise is not null)
        {
            Row("Believed", width, PromiseText.Of(promise));
        }

        if (ProblemCount is int problems)
        {
            Row("Data problems", width, problems == 0 ? "none found" : Invariant($"{problems} found, which the report shows"));
        }

        Row("Written", width, [.. written]);
        Row("Next", width, [.. Next(result)]);
        terminal.DrawLine(terminal.Accent(rule));
    }

    // The pair with the most mistakes; of equal ones the first in the order of the labels.
    private static string? MostConfused(RetrainResult result)
    {
        ConfusionMatrix matrix = new(result.Labels, result.TestedImages);
        (int Label, int Predicted)[] mistakes = [.. matrix.Cells.Where(cell => cell.Label != cell.Predicted)];
        if (mistakes.Length == 0)
        {
            return null;
        }

        int most = mistakes.Max(cell => matrix[cell.Label, cell.Predicted]);
        (int label, int predicted) = mistakes.First(cell => matrix[cell.Label, cell.Predicted] == most);
        int others = mistakes.Count(cell => matrix[cell.Label, cell.Predicted] == most) - 1;
        return Invariant($"'{result.Labels[label]}' was taken for '{result.Labels[predicted]}' ")
            + Invariant($"{most} of {matrix.Total(label)} times")
            + (others == 0 ? "" : Invariant($", and {others} other pair{(others == 1 ? "" : "s")} as often"));
    }

    private IEnumerable<string> Next(RetrainResult result)
    {
        // The first photo that someone tries is one of those that a model is for.
        string? photo = result.TestedImages.OrderByDescending(image => image.IsRight).ThenBy(image => image.Novelty)
            .Select(image => image.Image.Path).FirstOrDefault()
            ?? result.Read.Images.FirstOrDefault(image => image.Problem is null)?.Path;
        if (photo is not null)
        {
            yield return "See what a photo shows:";
            yield return $"  dotnet retrain label_image {OptionValue.Quoted(photo)}{Model()}";
        }

        yield return options.Output.Report is string report
            ? $"Look at its mistakes: open {OptionValue.Quoted(report)}"
            : "Look at its mistakes: run the same command with --report report.html";
        // A report has all that a check finds.
        if (options.Output.Report is null)
        {
            yield return "Find wrong labels and duplicates:";
            yield return $"  dotnet retrain check {OptionValue.Quoted(options.Data.ImageDir)}"
                + (options.Data.PredefinedSplit ? " --predefined_split" : "");
        }
    }

    // label_image finds the last model in the temporary folder, and labels beside their graph.
    private string Model()
    {
        string graph = options.Output.Graph;
        string usual = OptionsReader.Defaults.Output.Graph;
        bool isUsual = graph == usual || graph == Path.ChangeExtension(usual, ".onnx");
        bool areBeside = Path.GetDirectoryName(Path.GetFullPath(graph)) == Path.GetDirectoryName(Path.GetFullPath(options.Output.Labels));
        return (isUsual ? "" : $" --graph {OptionValue.Quoted(graph)}")
            + (areBeside ? "" : $" --labels {OptionValue.Quoted(options.Output.Labels)}");
    }

    private void Row(string name, int width, params string[] texts)
    {
        bool hasMargin = width >= NarrowestWithMargin;
        int margin = hasMargin ? Indent + NameColumns : Indent + Indent;
        string indent = new(' ', Indent);
        string lead = hasMargin ? indent + Terminal.Strong(name) + new string(' ', NameColumns - name.Length) : "";
        if (!hasMargin)
        {
            terminal.DrawLine(indent + Terminal.Strong(name));
        }

        foreach (string text in texts)
        {
            // A command is one line, however long, so that it can be copied.
            bool isCommand = text.StartsWith(' ');
            foreach (string line in isCommand ? [text] : WrappedText.Lines(text, width - margin))
            {
                int left = isCommand && margin + line.GetCellWidth() >= terminal.Width ? Indent : margin;
                terminal.DrawLine((lead.Length > 0 ? lead : new string(' ', left)) + VisibleText.Of(line));
                lead = "";
            }
        }
    }
}
