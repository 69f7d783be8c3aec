using System.Globalization;
using Retrain.Training.Evaluation;
using Retrain.Training.Growth;

namespace Retrain.Training.Reports;

/// <summary>A chart of the accuracy by number of training images, each step to the right being as many times the images.</summary>
internal static class GrowthChart
{
    private const int PointsOfLine = 40;

    public static void Write(HtmlWriter html, AccuracyGrowth growth)
    {
        GrowthForecast? forecast = growth.Forecast;
        double first = growth.Points[0].Images;
        double last = Math.Max(growth.Points[^1].Images, forecast?.Twice ?? first + 1);
        double lowest = growth.Points.Min(point => point.Draws.Min(draw => draw.Fraction));
        Plot plot = new(Math.Log2(first) - 0.25, Math.Log2(last) + 0.25, Math.Min(0.9, Math.Floor(lowest * 20) / 20), 1);
        double X(double images) => plot.X(Math.Log2(images));

        WriteKey(html, forecast is not null);
        html.WriteLine($"<figure><figcaption>Accuracy by number of training images</figcaption>");
        double[] ticks = [.. growth.Points.Select(point => point.Images).Where(images => forecast is null || images < 0.7 * forecast.Now)];
        plot.Open(
            html, Description(growth), "training images", value => Math.Pow(2, value).ToString("N0", CultureInfo.InvariantCulture),
            value => $"{Math.Round(value * 100)} %",
            [.. ticks.Concat(forecast is null ? [] : [forecast.Now, forecast.Twice]).Select(Math.Log2)]);
        if (forecast is not null)
        {
            double[] steps = [.. Enumerable.Range(0, PointsOfLine + 1).Select(i => first * Math.Pow(last / first, (double)i / PointsOfLine))];
            string At(double images, double accuracy) => string.Create(CultureInfo.InvariantCulture, $"{X(images):F1} {plot.Y(accuracy):F1}");
            string high = string.Join('L', steps.Select(images => At(images, forecast.Interval(images).High)));
            string low = string.Join('L', steps.Reverse().Select(images => At(images, forecast.Interval(images).Low)));
            html.WriteLine($"""<path class="band" d="M{high}L{low}Z"/>""");
            string[] line = [.. steps.Select(images => At(images, forecast.Law.Accuracy(images)))];
            html.WriteLine($"""<path class="line law" d="M{string.Join('L', line)}"/>""");
            html.Write($"""<path class="now" d="M{X(forecast.Now):F1} {Plot.Top}V{Plot.Bottom}"/>""");
            html.Write($"""<circle class="forecast" cx="{X(forecast.Twice):F1}" cy="{plot.Y(forecast.Law.Accuracy(forecast.Twice)):F1}" r="5">""");
            html.WriteLine($"<title>{forecast.Twice:N0} images: {ReportText.Percent(forecast.Law.Accuracy(forecast.Twice))} forecast</title></circle>");
        }

        foreach (GrowthPoint point in growth.Points)
        {
            foreach (Accuracy draw in point.Draws)
            {
                html.Write($"""<circle class="draw" cx="{X(point.Images):F1}" cy="{plot.Y(draw.Fraction):F1}" r="2.5"/>""");
            }

            html.Write($"""<circle class="dot" cx="{X(point.Images):F1}" cy="{plot.Y(point.Accuracy.Fraction):F1}" r="4.5">""");
            html.Write($"<title>{point.Images:N0} images: {ReportText.Percent(point.Accuracy.Fraction)} ");
            html.WriteLine($"({ReportText.Interval(point.Accuracy)})</title></circle>");
        }

        html.WriteLine($"</svg></figure>");
    }

    private static void WriteKey(HtmlWriter html, bool isForecast)
    {
        html.Write($"""<ul class="key"><li><svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">""");
        html.Write($"""<circle class="dot" cx="6" cy="6" r="4.5"/></svg> measured</li>""");
        html.Write($"""<li><svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">""");
        html.WriteLine($"""<circle class="draw" cx="6" cy="6" r="3"/></svg> each draw</li>""");
        if (isForecast)
        {
            html.Write($"""<li><svg viewBox="0 0 28 12" width="28" height="12" aria-hidden="true"><path class="band" d="M0 0H28V12H0Z"/>""");
            html.Write($"""<path class="line law" d="M0 6H28"/></svg> fitted, with its 95&nbsp;% interval</li>""");
            html.Write($"""<li><svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">""");
            html.Write($"""<circle class="forecast" cx="6" cy="6" r="4.5"/></svg> forecast</li>""");
            html.Write($"""<li><svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true"><path class="now" d="M6 0V12"/></svg> """);
            html.Write($"images that there are</li>");
        }

        html.WriteLine($"</ul>");
    }

    private static string Description(AccuracyGrowth growth)
    {
        IEnumerable<string> measured = growth.Points.Select(point => string.Create(
            CultureInfo.InvariantCulture, $"{point.Images:N0} images {ReportText.Percent(point.Accuracy.Fraction)}"));
        return $"Accuracy by number of training images: {string.Join(", ", measured)}.";
    }
}
