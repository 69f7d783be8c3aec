using Retrain.Runtime.Images;

namespace Retrain.Runtime.Graphs;

/// <summary>
/// The arithmetic that a network does first with each value of its input, value * factor + offset: it shows whether the network takes
/// grey levels or values up to 1.
/// </summary>
/// <param name="Factor">The factor, 1 where the network does nothing.</param>
/// <param name="Offset">The offset, 0 where the network does nothing.</param>
internal readonly record struct InputScaling(float Factor, float Offset)
{
    // A network's first layer sees values of a few units: 255 grey levels by this factor are eight.
    private const float LargestFactorOfGreyLevels = 1 / 32f;

    /// <summary>The scaling with one more step; <see langword="null"/> for an op that does not scale.</summary>
    /// <param name="op">The op's name, TensorFlow's or ONNX's.</param>
    /// <param name="constant">The second operand; where there is one for each channel, their mean.</param>
    public InputScaling? Then(string op, float constant) => op switch
    {
        "Add" or "AddV2" => this with { Offset = Offset + constant },
        "Sub" => this with { Offset = Offset - constant },
        "Mul" => new(Factor * constant, Offset * constant),
        "Div" or "RealDiv" => new(Factor / constant, Offset / constant),
        _ => null,
    };

    /// <summary>The normalisation that is left to do; <see langword="null"/> where the scaling does not show it.</summary>
    public Normalization? Remaining()
    {
        float zero = -Offset / Factor; // the value that becomes 0: a mean
        return (Factor, Offset) is (1, 0) || !float.IsFinite(zero) || Factor <= 0 ? null
            : Factor <= LargestFactorOfGreyLevels || zero > 2 ? new Normalization(0, 1)
            : zero is > 0 and <= 1 ? new Normalization(0, 255)
            : null;
    }
}
