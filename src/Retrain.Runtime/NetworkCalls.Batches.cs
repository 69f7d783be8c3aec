namespace Retrain.Runtime;

/// <content>Many images at once, on several threads.</content>
internal sealed partial class NetworkCalls<TResult, TOutcome>
{
    /// <returns>The results in the order of the images; the first image that fails ends the others.</returns>
    public IReadOnlyList<TResult> RunAll(IReadOnlyList<string> imagePaths, ParallelOptions? parallelOptions)
    {
        ArgumentNullException.ThrowIfNull(imagePaths);
        using RunningCalls.Call call = calls.Begin(owner);
        return ParallelBatch.Run(imagePaths.Count, parallelOptions, i => OfFile(imagePaths[i], null));
    }

    /// <inheritdoc cref="RunAll(IReadOnlyList{string}, ParallelOptions?)" />
    public IReadOnlyList<TResult> RunAll(IReadOnlyList<ReadOnlyMemory<byte>> encodedImages, ParallelOptions? parallelOptions)
    {
        ArgumentNullException.ThrowIfNull(encodedImages);
        using RunningCalls.Call call = calls.Begin(owner);
        return ParallelBatch.Run(encodedImages.Count, parallelOptions, i => OfBytes(encodedImages[i], NameOf(i), null));
    }

    /// <returns>An outcome for each image, in the order of the images.</returns>
    public IReadOnlyList<TOutcome> RunEach(IReadOnlyList<string> imagePaths, ParallelOptions? parallelOptions)
    {
        ArgumentNullException.ThrowIfNull(imagePaths);
        using RunningCalls.Call call = calls.Begin(owner);
        return ParallelBatch.Run(imagePaths.Count, parallelOptions, i => OutcomeOf(() => OfFile(imagePaths[i], null)));
    }

    /// <inheritdoc cref="RunEach(IReadOnlyList{string}, ParallelOptions?)" />
    public IReadOnlyList<TOutcome> RunEach(IReadOnlyList<ReadOnlyMemory<byte>> encodedImages, ParallelOptions? parallelOptions)
    {
        ArgumentNullException.ThrowIfNull(encodedImages);
        using RunningCalls.Call call = calls.Begin(owner);
        return ParallelBatch.Run(
            encodedImages.Count, parallelOptions, i => OutcomeOf(() => OfBytes(encodedImages[i], NameOf(i), null)));
    }

    private TOutcome OutcomeOf(Func<TResult> run)
    {
        try
        {
            return meaning.Succeeded(run());
        }
        catch (RetrainException exception)
        {
            return meaning.Failed(exception.Diagnostic);
        }
    }

    private static ImageName NameOf(int index) => new($"encodedImages[{index}]", IsFile: false);
}
