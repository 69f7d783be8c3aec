namespace Retrain.Benchmarks.Measurements;

/// <summary>The exponent of y = a xᵉ that fits measured points best: the slope of a line through their logarithms.</summary>
internal static class PowerFit
{
    /// <returns>The exponent; NaN for less than two points that have a logarithm.</returns>
    public static double Exponent(IEnumerable<(double X, double Y)> points)
    {
        (double X, double Y)[] logarithms =
            [.. points.Where(point => point.X > 0 && point.Y > 0).Select(point => (Math.Log(point.X), Math.Log(point.Y)))];
        if (logarithms.Length < 2)
        {
            return double.NaN;
        }

        double meanX = logarithms.Average(point => point.X);
        double meanY = logarithms.Average(point => point.Y);
        return logarithms.Sum(point => (point.X - meanX) * (point.Y - meanY)) / logarithms.Sum(point => Math.Pow(point.X - meanX, 2));
    }
}
