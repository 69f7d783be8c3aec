namespace Retrain.Runtime;

/// <content>Calls that hold no thread while they read or wait for their turn.</content>
public sealed partial class ImageClassifier
{
    /// <summary>
    /// Gets the number of images that asynchronous calls have read and that wait for their turn to be computed; an app that would rather
    /// refuse an image than let its sender wait can look here first.
    /// </summary>
    public int WaitingImages => calls.WaitingImages;

    /// <summary>Classifies an image file, which is read asynchronously, on a thread of the pool.</summary>
    /// <param name="imagePath">A file that <see cref="Classify(string)"/> takes.</param>
    /// <param name="cancellationToken">Cancels reading and waiting; an image that is being computed is computed to its end.</param>
    /// <returns>Every label, highest probability first; they sum to 1, with the bits that <see cref="Classify(string)"/> gives.</returns>
    /// <exception cref="RetrainException">
    /// The file cannot be read (RT1005), is not such an image or is damaged (RT1003), or the image is too large (RT1004).
    /// </exception>
    /// <exception cref="ArgumentException"><paramref name="imagePath"/> is empty.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The classifier is disposed.</exception>
    /// <remarks>
    /// The file is opened on the caller's thread. On systems that cannot read files asynchronously, .NET reads them on threads of the pool.
    /// </remarks>
    public Task<IReadOnlyList<Prediction>> ClassifyAsync(string imagePath, CancellationToken cancellationToken = default) =>
        calls.RunAsync(imagePath, cancellationToken);

    /// <summary>Classifies an encoded image from a stream, which is read asynchronously, on a thread of the pool.</summary>
    /// <param name="image">The bytes of a file that <see cref="Classify(string)"/> takes; read to the end and left open.</param>
    /// <param name="cancellationToken">Cancels reading and waiting; an image that is being computed is computed to its end.</param>
    /// <returns>Every label, highest probability first; they sum to 1, with the bits that <see cref="Classify(Stream)"/> gives.</returns>
    /// <exception cref="RetrainException">The bytes are not such an image, or damaged (RT1003), or it is too large (RT1004).</exception>
    /// <exception cref="IOException">The stream cannot be read, or has more bytes than the largest image that is accepted.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The classifier is disposed.</exception>
    public Task<IReadOnlyList<Prediction>> ClassifyAsync(Stream image, CancellationToken cancellationToken = default) =>
        calls.RunAsync(image, cancellationToken);

    /// <summary>Classifies an encoded image in memory, on a thread of the pool.</summary>
    /// <param name="encodedImage">
    /// The bytes of a file that <see cref="Classify(string)"/> takes, which must not change until the call ends.
    /// </param>
    /// <param name="cancellationToken">Cancels waiting; an image that is being computed is computed to its end.</param>
    /// <returns>Every label, highest probability first; they sum to 1.</returns>
    /// <exception cref="RetrainException">The bytes are not such an image, or damaged (RT1003), or it is too large (RT1004).</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The classifier is disposed.</exception>
    public Task<IReadOnlyList<Prediction>> ClassifyAsync(
        ReadOnlyMemory<byte> encodedImage, CancellationToken cancellationToken = default) =>
        calls.RunAsync(encodedImage, cancellationToken);

    /// <summary>Classifies image files, of which some are computed while others are read.</summary>
    /// <param name="imagePaths">The files, which are asked for one after another, no more than are in flight.</param>
    /// <param name="cancellationToken">Cancels between images.</param>
    /// <returns>
    /// A result for each image, in the order of <paramref name="imagePaths"/>; a problem of an image is its result, and does not end the
    /// others. At most twice <see cref="ImageClassifierOptions.MaximumConcurrency"/> images are in flight, so that the caller's pace is
    /// that of the reading.
    /// </returns>
    /// <exception cref="ArgumentException">A path is empty.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The classifier is disposed.</exception>
    public IAsyncEnumerable<ImageResult> ClassifyManyAsync(
        IEnumerable<string> imagePaths, CancellationToken cancellationToken = default) =>
        calls.RunEachAsync(imagePaths, cancellationToken);

    /// <summary>Classifies encoded images as they come, for instance from a channel.</summary>
    /// <param name="encodedImages">
    /// The bytes of files that <see cref="Classify(string)"/> takes, each of which must not change until its result is there.
    /// </param>
    /// <param name="cancellationToken">Cancels between images.</param>
    /// <returns>
    /// A result for each image, in the order of <paramref name="encodedImages"/> and as soon as it is there; a problem of an image is its
    /// result, and does not end the others. At most twice <see cref="ImageClassifierOptions.MaximumConcurrency"/> images are in flight.
    /// </returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The classifier is disposed.</exception>
    public IAsyncEnumerable<ImageResult> ClassifyManyAsync(
        IAsyncEnumerable<ReadOnlyMemory<byte>> encodedImages, CancellationToken cancellationToken = default) =>
        calls.RunEachAsync(encodedImages, cancellationToken);
}
