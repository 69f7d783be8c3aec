namespace Retrain.Training.Evaluation;

/// <summary>
/// The 95% score interval of a proportion (Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22,
/// 1927): right also for small numbers and near 0 and 1, where the usual plus-minus is not.
/// </summary>
/// <param name="Low">In [0, 1].</param>
/// <param name="High">In [0, 1].</param>
internal readonly record struct WilsonInterval(double Low, double High)
{
    // The 97.5% point of the normal distribution.
    private const double Z = 1.959963984540054;

    public static WilsonInterval Of(int correct, int total)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(total, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(correct);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(correct, total);
        double proportion = (double)correct / total;
        double centre = proportion + (Z * Z / (2 * total));
        double margin = Z * Math.Sqrt((proportion * (1 - proportion) / total) + (Z * Z / (4.0 * total * total)));
        double scale = 1 + (Z * Z / total);
        return new WilsonInterval(Math.Max(0, (centre - margin) / scale), Math.Min(1, (centre + margin) / scale));
    }
}
