using Retrain.Runtime.Diagnostics;

namespace Retrain.Runtime;

/// <content>Many images at once, on several threads.</content>
public sealed partial class ImageClassifier
{
    /// <summary>Classifies image files on several threads, each of which has one image in memory at a time.</summary>
    /// <param name="imagePaths">The files.</param>
    /// <param name="parallelOptions">The number of threads, the machine's cores by default, and how to cancel.</param>
    /// <returns>The result of <see cref="Classify(string)"/> for each image, in the order of <paramref name="imagePaths"/>.</returns>
    /// <exception cref="RetrainException">It is what <see cref="Classify(string)"/> throws for the first image that fails.</exception>
    /// <exception cref="ArgumentException">A path is empty.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The classifier is disposed.</exception>
    public IReadOnlyList<IReadOnlyList<Prediction>> Classify(IReadOnlyList<string> imagePaths, ParallelOptions? parallelOptions = null) =>
        calls.RunAll(imagePaths, parallelOptions);

    /// <summary>Classifies encoded images in memory on several threads.</summary>
    /// <param name="encodedImages">The bytes of files that <see cref="Classify(string)"/> takes; not changed and not kept.</param>
    /// <param name="parallelOptions">The number of threads, the machine's cores by default, and how to cancel.</param>
    /// <returns>
    /// The result of <see cref="Classify(ReadOnlyMemory{byte})"/> for each image, in the order of <paramref name="encodedImages"/>.
    /// </returns>
    /// <exception cref="RetrainException">
    /// The exception that <see cref="Classify(ReadOnlyMemory{byte})"/> throws for the first image that fails; its message has the index.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The classifier is disposed.</exception>
    public IReadOnlyList<IReadOnlyList<Prediction>> Classify(
        IReadOnlyList<ReadOnlyMemory<byte>> encodedImages, ParallelOptions? parallelOptions = null) =>
        calls.RunAll(encodedImages, parallelOptions);

    /// <summary>Classifies image files on several threads; a problem of an image is its result, and does not end the others.</summary>
    /// <param name="imagePaths">The files.</param>
    /// <param name="parallelOptions">The number of threads, the machine's cores by default, and how to cancel.</param>
    /// <returns>
    /// A result for each image, in the order of <paramref name="imagePaths"/>: what <see cref="Classify(string)"/> returns for it, or the
    /// diagnostic of the <see cref="RetrainException"/> that it throws.
    /// </returns>
    /// <exception cref="ArgumentException">A path is empty.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The classifier is disposed.</exception>
    public IReadOnlyList<ImageResult> ClassifyMany(IReadOnlyList<string> imagePaths, ParallelOptions? parallelOptions = null) =>
        calls.RunEach(imagePaths, parallelOptions);

    /// <summary>
    /// Classifies encoded images in memory on several threads; a problem of an image is its result, and does not end the others.
    /// </summary>
    /// <param name="encodedImages">The bytes of files that <see cref="Classify(string)"/> takes; not changed and not kept.</param>
    /// <param name="parallelOptions">The number of threads, the machine's cores by default, and how to cancel.</param>
    /// <returns>
    /// A result for each image, in the order of <paramref name="encodedImages"/>: what <see cref="Classify(ReadOnlyMemory{byte})"/>
    /// returns for it, or the diagnostic of the <see cref="RetrainException"/> that it throws, with the index as its origin.
    /// </returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The classifier is disposed.</exception>
    public IReadOnlyList<ImageResult> ClassifyMany(
        IReadOnlyList<ReadOnlyMemory<byte>> encodedImages, ParallelOptions? parallelOptions = null) =>
        calls.RunEach(encodedImages, parallelOptions);
}
