using Retrain.Runtime.Images;

namespace Retrain.Runtime.Graphs;

/// <summary>
/// What a network does with each value of its input before anything else, value * factor + offset: from it shows whether it takes grey
/// levels or values up to 1.
/// </summary>
/// <param name="Factor">1 where it does nothing.</param>
/// <param name="Offset">0 where it does nothing.</param>
internal readonly record struct InputScaling(float Factor, float Offset)
{
    // A network's first layer sees values of a few units: 255 grey levels by this factor are eight.
    private const float LargestFactorOfGreyLevels = 1 / 32f;

    /// <summary>The scaling with one more step; <see langword="null"/> for an op that does not scale.</summary>
    /// <param name="op">TensorFlow's or ONNX's name of it.</param>
    /// <param name="constant">Its second operand; of one for each channel their mean.</param>
    public InputScaling? Then(string op, float constant) => op switch
    {
        "Add" or "AddV2" => this with { Offset = Offset + constant },
        "Sub" => this with { Offset = Offset - constant },
        "Mul" => new(Factor * constant, Offset * constant),
        "Div" or "RealDiv" => new(Factor / constant, Offset / constant),
        _ => null,
    };

    /// <summary>What is left to do for us; <see langword="null"/> where the network does nothing that tells.</summary>
    public Normalization? Remaining()
    {
        float zero = -Offset / Factor; // the value that becomes 0: a mean
        return (Factor, Offset) is (1, 0) || !float.IsFinite(zero) || Factor <= 0 ? null
            : Factor <= LargestFactorOfGreyLevels || zero > 2 ? new Normalization(0, 1)
            : zero is > 0 and <= 1 ? new Normalization(0, 255)
            : null;
    }
}
