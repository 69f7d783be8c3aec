using Retrain.Training.Evaluation;
using Retrain.Training.Growth;

namespace Retrain.Training.Reports;

/// <summary>The accuracy by number of training images, and a forecast for twice as many.</summary>
internal static class MorePhotosSection
{
    // A difference of fewer points would hardly be noticed, and of more it would be.
    private const double SmallGain = 0.005;
    private const double LargeGain = 0.01;

    public static void Write(HtmlWriter html, ReportedRun run)
    {
        if (run.History.Growth is not AccuracyGrowth growth || growth.Points.Count == 0)
        {
            html.Write($"<p>There are too few images to train on a part of them, so it is not known what more would give. ");
            html.WriteLine($"With fewer than twenty or so of each label, more of them nearly always help.</p>");
            return;
        }

        WriteForecast(html, growth);
        html.WriteLine($"""<div class="beside"><div>""");
        GrowthChart.Write(html, growth);
        html.WriteLine($"</div><div>");
        WriteMethod(html, growth);
        html.WriteLine($"</div></div>");
        LabelGrowthTable.Write(html, run.Labels, growth.Points);
    }

    private static void WriteForecast(HtmlWriter html, AccuracyGrowth growth)
    {
        if (growth.Forecast is not GrowthForecast forecast)
        {
            html.Write($"<p>Too few sizes could be measured to forecast what more photos give. ");
            html.WriteLine($"Add some, and the next report says it.</p>");
            return;
        }

        (double low, double high) = forecast.GainInterval;
        (double now, double twice) = (forecast.Law.Accuracy(forecast.Now), forecast.Law.Accuracy(forecast.Twice));
        html.Write($"""<p class="result"><strong>{Verdict(forecast.Gain)}</strong></p><p>Twice as many photos should give about """);
        html.Write($"<b>{ReportText.Percent(twice)}</b> ({Range(forecast.Interval(forecast.Twice))}) ");
        html.Write($"instead of <b>{ReportText.Percent(now)}</b> ");
        html.Write($"({Range(forecast.Interval(forecast.Now))}): {Points(forecast.Gain)} points more, ");
        html.Write($"probably between {Points(low)} and {Points(high)}");
        if (now < 1)
        {
            html.Write($", or {forecast.Gain / (1 - now) * 100:F0}% fewer mistakes");
        }

        html.WriteLine($". The ranges in parentheses are 95% intervals. Twice as many are {forecast.Twice:N0} training ");
        html.WriteLine($"images, taken in the same way as the {forecast.Now:N0} that there are.</p>");
    }

    private static void WriteMethod(HtmlWriter html, AccuracyGrowth growth)
    {
        int draws = growth.Points[^1].Draws.Count;
        html.Write($"<p>Measured on {ReportText.Count(growth.Points[^1].Accuracy.Total, "image")}: those of the training and validation ");
        html.Write($"sets{(growth.Used < growth.Known ? $", of which {growth.Used:N0} of {growth.Known:N0} were drawn" : "")}. ");
        html.Write($"They are dealt into {draws} parts; {draws} layers for each size learn from the other parts, or a share of them, ");
        html.Write($"and are tested on the one that was held out (cross-validation). The test images are not used, so the accuracy ");
        html.WriteLine($"here may differ from the test accuracy by chance.</p>");
        html.Write($"<p>The line is error = <i>a</i> + <i>b</i> · <i>n</i><sup>−<i>c</i></sup>");
        if (growth.Forecast is GrowthForecast { Law: PowerLaw law })
        {
            html.Write($" with <i>a</i> = {law.Floor:F3}, <i>b</i> = {law.Scale:F2} and <i>c</i> = {law.Exponent:F2}");
        }

        html.Write($", which learning curves have been found to follow (Figueroa 2012, Hestness 2017). It says nothing about photos ");
        html.WriteLine($"of another kind: photos of what the model gets wrong help more than more of the same.</p>");
        if (growth.LeftOut.Count > 0)
        {
            string parts = string.Join(", ", growth.LeftOut.Select(part => $"1/{part}"));
            html.Write($"<p>{parts} of the images would be fewer than two of each label on average, which is too few to train on, ");
            html.WriteLine($"and {(growth.LeftOut.Count == 1 ? "is" : "are")} left out.</p>");
        }
    }

    private static string Verdict(double gain) => gain switch
    {
        < SmallGain => "Hardly worth it",
        < LargeGain => "A little",
        _ => "Yes, worth it",
    };

    private static FormattableString Range((double Low, double High) interval) => $"{interval.Low * 100:F1}–{interval.High * 100:F1}";

    private static FormattableString Points(double fraction) => $"{fraction * 100:F1}";
}
