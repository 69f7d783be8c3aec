namespace Retrain.Runtime;

/// <content>Many images at once, and calls that hold no thread while they read or wait for their turn.</content>
public sealed partial class ImageEmbedder
{
    /// <summary>
    /// Gets the number of images that asynchronous calls have read and that wait for their turn to be computed.
    /// </summary>
    public int WaitingImages => calls.WaitingImages;

    /// <summary>Embeds image files on several threads; a problem of an image is its result, and does not end the others.</summary>
    /// <param name="imagePaths">The files.</param>
    /// <param name="parallelOptions">The number of threads, the machine's cores by default, and how to cancel.</param>
    /// <returns>A result for each image, in the order of <paramref name="imagePaths"/>.</returns>
    /// <exception cref="ArgumentException">A path is empty.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The embedder is disposed.</exception>
    public IReadOnlyList<EmbeddingResult> EmbedMany(IReadOnlyList<string> imagePaths, ParallelOptions? parallelOptions = null) =>
        calls.RunEach(imagePaths, parallelOptions);

    /// <summary>
    /// Embeds encoded images in memory on several threads; a problem of an image is its result, and does not end the others.
    /// </summary>
    /// <param name="encodedImages">The bytes of files that <see cref="Embed(string)"/> takes; not changed and not kept.</param>
    /// <param name="parallelOptions">The number of threads, the machine's cores by default, and how to cancel.</param>
    /// <returns>
    /// A result for each image, in the order of <paramref name="encodedImages"/>; a diagnostic has the index as its origin.
    /// </returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The embedder is disposed.</exception>
    public IReadOnlyList<EmbeddingResult> EmbedMany(
        IReadOnlyList<ReadOnlyMemory<byte>> encodedImages, ParallelOptions? parallelOptions = null) =>
        calls.RunEach(encodedImages, parallelOptions);

    /// <summary>Embeds an image file, which is read asynchronously, on a thread of the pool.</summary>
    /// <param name="imagePath">A file that <see cref="Embed(string)"/> takes; it is opened on the caller's thread.</param>
    /// <param name="cancellationToken">Cancels reading and waiting; an image that is being computed is computed to its end.</param>
    /// <returns>The bottleneck, with the bits that <see cref="Embed(string)"/> gives.</returns>
    /// <exception cref="RetrainException">
    /// The file cannot be read (RT1005), is not such an image or is damaged (RT1003), or the image is too large (RT1004).
    /// </exception>
    /// <exception cref="ArgumentException"><paramref name="imagePath"/> is empty.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The embedder is disposed.</exception>
    public Task<float[]> EmbedAsync(string imagePath, CancellationToken cancellationToken = default) =>
        calls.RunAsync(imagePath, cancellationToken);

    /// <summary>Embeds an encoded image from a stream, which is read asynchronously, on a thread of the pool.</summary>
    /// <param name="image">The bytes of a file that <see cref="Embed(string)"/> takes; read to the end and left open.</param>
    /// <param name="cancellationToken">Cancels reading and waiting; an image that is being computed is computed to its end.</param>
    /// <returns>The bottleneck, with the bits that <see cref="Embed(Stream)"/> gives.</returns>
    /// <exception cref="RetrainException">The bytes are not such an image, or damaged (RT1003), or it is too large (RT1004).</exception>
    /// <exception cref="IOException">The stream cannot be read, or has more bytes than the largest image that is accepted.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The embedder is disposed.</exception>
    public Task<float[]> EmbedAsync(Stream image, CancellationToken cancellationToken = default) =>
        calls.RunAsync(image, cancellationToken);

    /// <summary>Embeds an encoded image in memory, on a thread of the pool.</summary>
    /// <param name="encodedImage">
    /// The bytes of a file that <see cref="Embed(string)"/> takes, which must not change until the call ends.
    /// </param>
    /// <param name="cancellationToken">Cancels waiting; an image that is being computed is computed to its end.</param>
    /// <returns>The bottleneck.</returns>
    /// <exception cref="RetrainException">The bytes are not such an image, or damaged (RT1003), or it is too large (RT1004).</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The embedder is disposed.</exception>
    public Task<float[]> EmbedAsync(ReadOnlyMemory<byte> encodedImage, CancellationToken cancellationToken = default) =>
        calls.RunAsync(encodedImage, cancellationToken);

    /// <summary>Embeds image files, of which some are computed while others are read.</summary>
    /// <param name="imagePaths">The files, which are asked for one after another, no more than are in flight.</param>
    /// <param name="cancellationToken">Cancels between images.</param>
    /// <returns>
    /// A result for each image, in the order of <paramref name="imagePaths"/>; a problem of an image is its result, and does not end the
    /// others. At most twice <see cref="ImageClassifierOptions.MaximumConcurrency"/> images are in flight.
    /// </returns>
    /// <exception cref="ArgumentException">A path is empty.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The embedder is disposed.</exception>
    public IAsyncEnumerable<EmbeddingResult> EmbedManyAsync(
        IEnumerable<string> imagePaths, CancellationToken cancellationToken = default) =>
        calls.RunEachAsync(imagePaths, cancellationToken);

    /// <summary>Embeds encoded images as they come, for instance from a channel.</summary>
    /// <param name="encodedImages">
    /// The bytes of files that <see cref="Embed(string)"/> takes, each of which must not change until its result is there.
    /// </param>
    /// <param name="cancellationToken">Cancels between images.</param>
    /// <returns>
    /// A result for each image, in the order of <paramref name="encodedImages"/> and as soon as it is there. At most twice
    /// <see cref="ImageClassifierOptions.MaximumConcurrency"/> images are in flight.
    /// </returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The embedder is disposed.</exception>
    public IAsyncEnumerable<EmbeddingResult> EmbedManyAsync(
        IAsyncEnumerable<ReadOnlyMemory<byte>> encodedImages, CancellationToken cancellationToken = default) =>
        calls.RunEachAsync(encodedImages, cancellationToken);
}
