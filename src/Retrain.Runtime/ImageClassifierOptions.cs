using Retrain.Runtime.Images;
using Retrain.Runtime.Models;

namespace Retrain.Runtime;

/// <summary>
/// Settings that not every graph contains; a value that is left out is read from the graph, or else is label_image.py's default.
/// </summary>
/// <remarks>Thread-safe: it does not change.</remarks>
public sealed record ImageClassifierOptions
{
    /// <summary>
    /// Gets the tensor that normalised pixels are fed to; by default the one that an embedded model's manifest names, else <c>input</c>,
    /// else the one that takes images.
    /// </summary>
    public string? InputTensor { get; init; }

    /// <summary>
    /// Gets the tensor that holds the probabilities, <c>[batch, labels]</c>; by default the one that the model's manifest names, which is
    /// embedded or lies beside the graph's file, else <c>final_result</c> or an ONNX model's one output besides the novelty.
    /// </summary>
    public string? OutputTensor { get; init; }

    /// <summary>
    /// Gets the tensor that <see cref="ImageEmbedder"/> computes, <c>[batch, length]</c>; by default the one that the layer before the
    /// probabilities reads. <see cref="ImageClassifier"/> has no use for it.
    /// </summary>
    public string? BottleneckTensor { get; init; }

    /// <summary>Gets the width of the network's input in pixels; 224 where the graph does not say.</summary>
    public int? InputWidth { get; init; }

    /// <summary>Gets the height of the network's input in pixels; 224 where the graph does not say.</summary>
    public int? InputHeight { get; init; }

    /// <summary>Gets the number that is subtracted from each value in [0, 255]; 128 where the graph does not say.</summary>
    public float? InputMean { get; init; }

    /// <summary>Gets the number that the difference is divided by; 128 where the graph does not say.</summary>
    public float? InputStd { get; init; }

    /// <summary>
    /// Gets whether photos are taken as they are stored, whatever their EXIF orientation says; by default as in the training that made
    /// the graph.
    /// </summary>
    public bool? IgnoreOrientation { get; init; }

    /// <summary>Gets all that the flags of label_image say about preprocessing.</summary>
    internal PreprocessingChanges Changes { get; init; } = new();

    /// <summary>Gets the probability, in [0, 1], that makes a prediction confident; by default the graph's suggestion, else 0.</summary>
    public float? ConfidenceThreshold { get; init; }

    /// <summary>
    /// Gets the largest number of pixels, by default 100 million as in training: larger images are rejected before they take memory.
    /// </summary>
    public long MaximumPixels { get; init; } = ImageDecoder.DefaultMaximumPixels;

    /// <summary>
    /// Gets the largest number of images that asynchronous calls compute at once, by default the number of the machine's cores; each takes
    /// a core. Further ones wait for their turn.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public int MaximumConcurrency
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            field = value;
        }
    } = Environment.ProcessorCount;

    /// <summary>The options with the tensors that a model's manifest names, where they do not name others.</summary>
    internal ImageClassifierOptions CompletedBy(Manifest manifest) => this with
    {
        InputTensor = InputTensor ?? manifest.InputTensor,
        OutputTensor = OutputTensor ?? manifest.OutputTensor,
    };
}
