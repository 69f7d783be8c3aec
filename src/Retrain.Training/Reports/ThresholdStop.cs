using Retrain.Training.Evaluation;

namespace Retrain.Training.Reports;

/// <summary>A threshold that can be chosen, and the labels that it believes.</summary>
/// <param name="Number">The threshold as a number in C#, of as few digits as distinguish it from its neighbours.</param>
/// <param name="Believed">The accuracy on those test images whose probability reaches it.</param>
/// <param name="IsOwn">Whether it is the one that the model carries.</param>
internal sealed record ThresholdStop(string Number, Accuracy Believed, bool IsOwn)
{
    public int Wrong => Believed.Total - Believed.Correct;

    /// <summary>The part of believed labels that is wrong, in [0, 1]; <see langword="null"/> where none is believed.</summary>
    public double? Error => Believed.Total == 0 ? null : 1 - Believed.Fraction;

    /// <summary>The exact one-sided 95% bound of the error, in (0, 1].</summary>
    public double Bound => ErrorBound.Of(Wrong, Believed.Total);
}
