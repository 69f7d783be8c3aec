namespace Retrain.Training.GraphRewriting;

/// <summary>The format in which the weights of an exported graph are stored.</summary>
internal enum WeightFormat
{
    /// <summary>Weights of 32 bits.</summary>
    Float,

    /// <summary>Weights of 16 bits, which are widened when the graph is run.</summary>
    Half,

    /// <summary>Weights of 8 bits, which are dequantised when the graph is run (quantize_graph --mode=weights).</summary>
    EightBit,

    /// <summary>
    /// Weights of 32 bits, with at most 256 different values per tensor, so that a compressed file is as small as one with 8 bits
    /// (round_weights).
    /// </summary>
    Rounded,
}
