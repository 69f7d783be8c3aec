namespace Retrain.Training.Reports;

/// <summary>The area of a chart and the positions of values in it. It is small so that its words are readable on a phone.</summary>
internal sealed class Plot(double minimumX, double maximumX, double minimumY, double maximumY)
{
    public const int Width = 360;
    public const int Height = 250;
    public const int Left = 48;
    public const int Right = Width - 16;
    public const int Top = 12;
    public const int Bottom = Height - 42;

    private const int FewestTicks = 4;

    /// <summary>Opens the picture and draws its axes; the caller ends it with <c>&lt;/svg&gt;</c>.</summary>
    /// <param name="description">A description of the chart for readers who cannot see it.</param>
    /// <param name="ticksX">The values that are marked on the lower axis; otherwise even steps.</param>
    public void Open(
        HtmlWriter html,
        string description,
        string nameX,
        Func<double, string> textX,
        Func<double, string> textY,
        IEnumerable<double>? ticksX = null)
    {
        html.WriteLine($"""<svg class="chart" viewBox="0 0 {Width} {Height}" role="img" aria-label="{description}">""");
        foreach (double value in Ticks(minimumY, maximumY))
        {
            html.Write($"""<path class="grid" d="M{Left} {Y(value):F1}H{Right}"/>""");
            html.WriteLine($"""<text x="{Left - 6}" y="{Y(value) + 4:F1}" text-anchor="end">{textY(value)}</text>""");
        }

        foreach (double value in ticksX ?? Ticks(minimumX, maximumX))
        {
            html.Write($"""<path class="axis" d="M{X(value):F1} {Bottom}v4"/>""");
            html.WriteLine($"""<text x="{X(value):F1}" y="{Bottom + 17}" text-anchor="middle">{textX(value)}</text>""");
        }

        html.Write($"""<path class="axis" d="M{Left} {Bottom}H{Right}"/>""");
        html.WriteLine($"""<text class="name" x="{(Left + Right) / 2}" y="{Height - 6}" text-anchor="middle">{nameX}</text>""");
    }

    public double X(double value) => Left + ((value - minimumX) / (maximumX - minimumX) * (Right - Left));

    public double Y(double value) => Bottom - ((value - minimumY) / (maximumY - minimumY) * (Bottom - Top));

    // Steps of 1, 2 or 5 times a power of ten.
    private static IEnumerable<double> Ticks(double minimum, double maximum)
    {
        double rough = (maximum - minimum) / FewestTicks;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = power * (rough / power) switch { < 2 => 1, < 5 => 2, _ => 5 };
        int first = (int)Math.Ceiling((minimum / step) - 1e-9);
        int last = (int)Math.Floor((maximum / step) + 1e-9);
        return Enumerable.Range(first, last - first + 1).Select(i => i * step);
    }
}
