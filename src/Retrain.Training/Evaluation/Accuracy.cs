namespace Retrain.Training.Evaluation;

/// <summary>The number of images that got their own label.</summary>
/// <param name="Correct">Images whose highest probability is that of their label.</param>
/// <param name="Total">Images looked at; N in retrain.py's lines.</param>
internal readonly record struct Accuracy(int Correct, int Total)
{
    /// <summary>In [0, 1]; 0 where there were no images.</summary>
    public double Fraction => Total == 0 ? 0 : (double)Correct / Total;

    /// <summary>In [0, 100].</summary>
    public double Percent => Fraction * 100;

    /// <summary>The interval of the true accuracy, with 95% confidence; <see langword="null"/> where there were no images.</summary>
    public WilsonInterval? Interval => Total == 0 ? null : WilsonInterval.Of(Correct, Total);
}
