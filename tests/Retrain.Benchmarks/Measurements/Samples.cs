namespace Retrain.Benchmarks.Measurements;

/// <summary>Several measurements of one thing.</summary>
internal sealed class Samples
{
    private readonly List<double> values = [];

    public double Median
    {
        get
        {
            double[] sorted = [.. values.Order()];
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }

    public double Last => values[^1];

    public double Min => values.Min();

    public double Max => values.Max();

    public double Mean => values.Average();

    /// <summary>The estimate of the spread that the measurements are a sample of: divided by their number less one.</summary>
    public double StandardDeviation => Math.Sqrt(values.Sum(value => Math.Pow(value - Mean, 2)) / (values.Count - 1));

    public void Add(double value) => values.Add(value);
}
