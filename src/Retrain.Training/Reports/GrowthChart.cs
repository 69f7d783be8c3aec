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
            value => $"{Math.Round(value * 100)}%",
            [.. ticks.Concat(forecast is null ? [] : [forecast.Now, forecast.Twice]).Select(Math.Log2)]);
        if (forecast is not null)
        {
            WriteForecast(html, plot, forecast, first, last);
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

    private static void WriteForecast(HtmlWriter html, Plot plot, GrowthForecast forecast, double first, double last)
    {
        double[] steps = [.. Enumerable.Range(0, PointsOfLine + 1).Select(i => first * Math.Pow(last / first, (double)i / PointsOfLine))];
        string At(double images, double accuracy) =>
            string.Create(CultureInfo.InvariantCulture, $"{plot.X(Math.Log2(images)):F1} {plot.Y(accuracy):F1}");
        string high = string.Join('L', steps.Select(images => At(images, forecast.Interval(images).High)));
        string low = string.Join('L', steps.Reverse().Select(images => At(images, forecast.Interval(images).Low)));
        string line = string.Join('L', steps.Select(images => At(images, forecast.Law.Accuracy(images))));
        html.Write($"""<path class="band" d="M{high}L{low}Z"/><path class="line law" d="M{line}"/>""");
        html.WriteLine($"""<path class="now" d="M{plot.X(Math.Log2(forecast.Now)):F1} {Plot.Top}V{Plot.Bottom}"/>""");
        double twice = forecast.Law.Accuracy(forecast.Twice);
        html.Write($"""<circle class="forecast" cx="{plot.X(Math.Log2(forecast.Twice)):F1}" cy="{plot.Y(twice):F1}" r="5">""");
        html.WriteLine($"<title>{forecast.Twice:N0} images: {ReportText.Percent(twice)} forecast</title></circle>");
    }

    private static void WriteKey(HtmlWriter html, bool isForecast)
    {
        html.Write($"""<ul class="key">""");
        WriteEntry(html, 12, $"""<circle class="dot" cx="6" cy="6" r="4.5"/>""", "measured");
        WriteEntry(html, 12, $"""<circle class="draw" cx="6" cy="6" r="3"/>""", "each draw");
        if (isForecast)
        {
            WriteEntry(
                html, 28, $"""<path class="band" d="M0 0H28V12H0Z"/><path class="line law" d="M0 6H28"/>""", "fitted, 95% interval");
            WriteEntry(html, 12, $"""<circle class="forecast" cx="6" cy="6" r="4.5"/>""", "forecast");
            WriteEntry(html, 12, $"""<path class="now" d="M6 0V12"/>""", "images that there are");
        }

        html.WriteLine($"</ul>");
    }

    private static void WriteEntry(HtmlWriter html, int width, FormattableString picture, string text)
    {
        html.Write($"""<li><svg viewBox="0 0 {width} 12" width="{width}" height="12" aria-hidden="true">""");
        html.Write(picture).WriteLine($"</svg> {text}</li>");
    }

    private static string Description(AccuracyGrowth growth)
    {
        IEnumerable<string> measured = growth.Points.Select(point => string.Create(
            CultureInfo.InvariantCulture, $"{point.Images:N0} images {ReportText.Percent(point.Accuracy.Fraction)}"));
        return $"Accuracy by number of training images: {string.Join(", ", measured)}.";
    }
}
