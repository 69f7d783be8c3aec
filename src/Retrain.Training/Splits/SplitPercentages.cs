using Retrain.Training.Images;

namespace Retrain.Training.Splits;

/// <summary>The sizes of the sets; the rest is for training.</summary>
/// <param name="TestingPercent">In [0, 100].</param>
/// <param name="ValidationPercent">In [0, 100]; the two add up to less than 100.</param>
internal sealed record SplitPercentages(int TestingPercent, int ValidationPercent)
{
    /// <summary>retrain.py's comparison: strictly less, validation first.</summary>
    public Split SplitOf(double hashPercent) =>
        hashPercent < ValidationPercent ? Split.Validation
        : hashPercent < TestingPercent + ValidationPercent ? Split.Testing
        : Split.Training;

    /// <summary>The wanted share of a set, in percent.</summary>
    public int PercentOf(Split split) => split switch
    {
        Split.Validation => ValidationPercent,
        Split.Testing => TestingPercent,
        _ => 100 - TestingPercent - ValidationPercent,
    };
}
