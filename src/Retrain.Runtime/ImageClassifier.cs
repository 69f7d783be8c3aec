namespace Retrain.Runtime;

/// <summary>Tells which of its labels an image shows, with the same code for decoding, resizing and the network as in training.</summary>
/// <remarks>
/// All members may be called by any number of threads at once. An image gets the same probabilities, to the bit, by whichever method,
/// in whichever batch and on however many threads. A call of <c>Classify</c> for one image runs on its caller's thread alone;
/// <c>ClassifyAsync</c> computes on threads of the pool, on no more of them than
/// <see cref="ImageClassifierOptions.MaximumConcurrency"/>.
/// </remarks>
public sealed partial class ImageClassifier : IDisposable
{
    private readonly NetworkCalls<IReadOnlyList<Prediction>, ImageResult> calls;
    private readonly ModelOutputs outputs;
    private readonly Lazy<ModelDescription> description;

    private ImageClassifier(
        OpenedModel model, ImageClassifierOptions? options, Func<ModelDescription>? describe = null, bool isApp = true)
    {
        outputs = model.Outputs;
        description = new Lazy<ModelDescription>(describe ?? (() => new ModelDescription(outputs.Labels, null, null)));
        calls = new(
            this,
            model.Network,
            new(outputs.Read, predictions => new ImageResult(predictions), problem => new ImageResult(problem)),
            (options ?? new ImageClassifierOptions()).MaximumConcurrency,
            isApp);
    }

    /// <summary>Gets the labels in the order of the graph's probabilities, which is that of the labels file.</summary>
    public IReadOnlyList<string> Labels => outputs.Labels;

    /// <summary>Gets what the model says of itself: its labels, test accuracy, backbone, photos and digest.</summary>
    public ModelDescription Model => description.Value;

    /// <summary>
    /// Gets the probability from which on a prediction is confident, in [0, 1]: of the labels at and above it, at most the percentage that
    /// the manifest promises is wrong. Positive infinity, so that no prediction is confident, where training had too few photos to promise
    /// anything; 0, so that every prediction is, for a graph that says nothing about it.
    /// </summary>
    public float ConfidenceThreshold => outputs.ConfidenceThreshold;

    /// <summary>
    /// Gets the largest <see cref="Prediction.Novelty"/> of a familiar image: 95% of the validation photos of the training are at or
    /// below it. <see langword="null"/> where there were fewer than 20 of them, and for a model that does not compute a novelty.
    /// </summary>
    public float? NoveltyThreshold => outputs.NoveltyThreshold;

    /// <summary>The SHA-256 digest of the graph's file, in upper case, where a manifest lay beside it.</summary>
    internal string? GraphDigest { get; private init; }

    /// <summary>Classifies an image file: JPEG, PNG, GIF (its first frame), BMP or WebP, recognised by its content.</summary>
    /// <param name="imagePath">The file.</param>
    /// <returns>Every label, highest probability first; they sum to 1.</returns>
    /// <exception cref="RetrainException">
    /// The file cannot be read (RT1005), is not such an image or is damaged (RT1003), or the image is too large (RT1004).
    /// </exception>
    /// <exception cref="ArgumentException"><paramref name="imagePath"/> is empty.</exception>
    /// <exception cref="ObjectDisposedException">The classifier is disposed.</exception>
    public IReadOnlyList<Prediction> Classify(string imagePath) => calls.Run(imagePath);

    /// <summary>Classifies an encoded image from a stream.</summary>
    /// <param name="image">The bytes of a file that <see cref="Classify(string)"/> takes; read to the end and left open.</param>
    /// <returns>Every label, highest probability first; they sum to 1.</returns>
    /// <exception cref="RetrainException">The bytes are not such an image, or damaged (RT1003), or it is too large (RT1004).</exception>
    /// <exception cref="IOException">The stream cannot be read, or has more bytes than the largest image that is accepted.</exception>
    /// <exception cref="ObjectDisposedException">The classifier is disposed.</exception>
    public IReadOnlyList<Prediction> Classify(Stream image) => calls.Run(image);

    /// <summary>Classifies an encoded image in memory.</summary>
    /// <param name="encodedImage">The bytes of a file that <see cref="Classify(string)"/> takes; not changed and not kept.</param>
    /// <returns>Every label, highest probability first; they sum to 1.</returns>
    /// <exception cref="RetrainException">The bytes are not such an image, or damaged (RT1003), or it is too large (RT1004).</exception>
    /// <exception cref="ObjectDisposedException">The classifier is disposed.</exception>
    public IReadOnlyList<Prediction> Classify(ReadOnlyMemory<byte> encodedImage) => calls.Run(encodedImage);

    /// <summary>Frees the network, or has it freed when the calls that are running have ended; does not wait for them.</summary>
    /// <remarks>It may be called more than once and while other threads classify; calls that begin afterwards throw.</remarks>
    public void Dispose() => calls.Dispose();
}
