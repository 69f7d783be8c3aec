namespace Retrain.Training.GraphRewriting;

/// <summary>How the weights of an exported graph are stored.</summary>
internal enum WeightFormat
{
    /// <summary>32 bits each.</summary>
    Float,

    /// <summary>16 bits each, widened when the graph is run.</summary>
    Half,

    /// <summary>8 bits each, dequantised when the graph is run (quantize_graph --mode=weights).</summary>
    EightBit,

    /// <summary>32 bits each, of which a tensor has no more than 256 different ones: a compressed file is as small as one of 8 bits (round_weights).</summary>
    Rounded,
}
