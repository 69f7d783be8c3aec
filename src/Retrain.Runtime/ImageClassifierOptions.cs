namespace Retrain.Runtime;

/// <summary>
/// What cannot be told from every graph; each value that is left out is read from the graph or is label_image.py's default.
/// </summary>
/// <remarks>Thread-safe: it does not change.</remarks>
public sealed record ImageClassifierOptions
{
    /// <summary>
    /// Where normalised pixels enter; as an embedded model's manifest says, else <c>input</c>, else where the graph takes images.
    /// </summary>
    public string? InputTensor { get; init; }

    /// <summary>
    /// Where probabilities leave, <c>[batch, labels]</c>; as an embedded model's manifest says, else <c>final_result</c> or an ONNX model's
    /// one output.
    /// </summary>
    public string? OutputTensor { get; init; }

    /// <summary>Width of the network's input in pixels; 224 where the graph does not say.</summary>
    public int? InputWidth { get; init; }

    /// <summary>Height of the network's input in pixels; 224 where the graph does not say.</summary>
    public int? InputHeight { get; init; }

    /// <summary>What is subtracted from each value in [0, 255]; 128 where the graph does not say.</summary>
    public float? InputMean { get; init; }

    /// <summary>What the difference is divided by; 128 where the graph does not say.</summary>
    public float? InputStd { get; init; }

    /// <summary>From which probability on a prediction is confident, in [0, 1]; as the graph suggests, and 0 where it does not.</summary>
    public float? ConfidenceThreshold { get; init; }

    /// <summary>Images of more pixels are refused before memory is taken for them.</summary>
    public long MaximumPixels { get; init; } = 100_000_000;
}
