using System.Globalization;
using System.Text;
using Retrain.Training.Heads;

namespace Retrain.Training.Reports;

/// <summary>The accuracy and cross entropy over the steps of training.</summary>
internal static class LearningCurves
{
    private const int MostPoints = 120;

    public static void Write(HtmlWriter html, ReportedRun run)
    {
        IReadOnlyList<StepEvaluated> steps = run.History.Steps;
        if (steps.Count < 2)
        {
            html.Write($"<p>The accuracy was evaluated only once, after the last step, which is too few ");
            html.WriteLine($"points for a curve. Lower <code>--eval_step_interval</code>.</p>");
            return;
        }

        bool validated = steps[^1].Validation.Accuracy.Total > 0;
        html.Write($"<p>The curves show the results of the new layer on the images that it learns from, and on validation ");
        html.WriteLine($"images, which it does not learn from. Where they diverge, the layer memorises its training images: ");
        html.WriteLine($"more images or distortions help. If both still improve at the end, more steps help.</p>");
        html.Write($"""<ul class="key"><li><svg viewBox="0 0 28 8" width="28" height="8" aria-hidden="true">""");
        html.WriteLine($"""<path class="line training" d="M0 4H28"/></svg> training</li>""");
        if (validated)
        {
            html.Write($"""<li><svg viewBox="0 0 28 8" width="28" height="8" aria-hidden="true">""");
            html.WriteLine($"""<path class="line validation" d="M0 4H28"/></svg> validation</li>""");
        }

        html.WriteLine($"""</ul><div class="charts">""");
        (double Step, double Value)[] training = Points(steps, step => step.Training.Fraction);
        (double Step, double Value)[] validation = validated ? Points(steps, step => step.Validation.Accuracy.Fraction) : [];
        double lowest = training.Concat(validation).Min(point => point.Value);
        Plot plot = new(0, run.Options.Head.HowManyTrainingSteps, Math.Min(0.9, Math.Floor(lowest * 10) / 10), 1);
        WriteChart(html, "Accuracy", training, validation, plot, value => $"{Math.Round(value * 100)}%");

        training = Points(steps, step => step.CrossEntropy);
        validation = validated ? Points(steps, step => step.Validation.CrossEntropy) : [];
        double highest = training.Concat(validation).Select(point => point.Value).Where(double.IsFinite).DefaultIfEmpty(1).Max();
        WriteChart(
            html, "Cross entropy", training, validation, new Plot(0, run.Options.Head.HowManyTrainingSteps, 0, Math.Max(highest, 1e-6)),
            value => value.ToString("0.######", CultureInfo.InvariantCulture));
        html.WriteLine($"</div>");
    }

    private static void WriteChart(
        HtmlWriter html, string name, (double Step, double Value)[] training, (double Step, double Value)[] validation, Plot plot,
        Func<double, string> text)
    {
        string End((double Step, double Value)[] points) => points.Length == 0 ? "none" : text(Math.Round(points[^1].Value, 4));
        html.WriteLine($"<figure><figcaption>{name}</figcaption>");
        string description =
            $"{name} over {training[^1].Step:F0} steps: training ends at {End(training)}, validation at {End(validation)}.";
        plot.Open(html, description, "training step", step => step.ToString("F0", CultureInfo.InvariantCulture), text);
        html.Write($"""<path class="line training" d="{Line(training, plot)}"/>""");
        html.WriteLine($"""<path class="line validation" d="{Line(validation, plot)}"/></svg></figure>""");
    }

    // If there are more evaluations than points, neighbours are averaged.
    private static (double Step, double Value)[] Points(IReadOnlyList<StepEvaluated> steps, Func<StepEvaluated, double> value)
    {
        int count = Math.Min(steps.Count, MostPoints);
        return
        [
            .. steps.Select((step, i) => (Step: step, Point: (long)i * count / steps.Count)).GroupBy(pair => pair.Point, pair => pair.Step)
                .Select(point => (point.Average(step => step.Step), point.Average(value))),
        ];
    }

    private static string Line((double Step, double Value)[] points, Plot plot)
    {
        // A training that diverges has values that cannot be drawn.
        StringBuilder line = new();
        foreach ((double step, double value) in points.Where(point => double.IsFinite(point.Value)))
        {
            line.Append(CultureInfo.InvariantCulture, $"{(line.Length == 0 ? 'M' : 'L')}{plot.X(step):F1} {plot.Y(value):F1}");
        }

        return line.ToString();
    }
}
