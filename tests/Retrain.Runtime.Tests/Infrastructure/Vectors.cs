namespace Retrain.Runtime.Tests.Infrastructure;

/// <summary>Measures how near two lists of numbers are.</summary>
internal static class Vectors
{
    public static double Cosine(float[] first, float[] second) =>
        first.Zip(second, (x, y) => (double)x * y).Sum() / Math.Sqrt(first.Sum(x => (double)x * x) * second.Sum(y => (double)y * y));

    /// <summary>The greatest difference, as a part of the greatest value; infinite if an actual number is not finite.</summary>
    public static double Deviation(float[] actual, float[] expected)
    {
        actual.Length.ShouldBe(expected.Length);
        double difference = actual.Zip(expected, (x, y) => float.IsFinite(x) ? Math.Abs((double)x - y) : double.PositiveInfinity).Max();
        return difference / expected.Max(Math.Abs);
    }
}
