using System.Runtime.CompilerServices;
using Retrain.Runtime.Images;
using Retrain.Runtime.Images.Buffers;

namespace Retrain.Runtime;

/// <content>Calls that hold no thread while they read or wait for their turn.</content>
internal sealed partial class NetworkCalls<TResult, TOutcome>
{
    // While some images are computed, others are read.
    private const int ReadAhead = 2;

    private readonly AsyncTurns turns;

    /// <summary>The number of images that were read and that wait for their turn to be computed.</summary>
    public int WaitingImages => turns.Waiting;

    public Task<TResult> RunAsync(string imagePath, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(imagePath);
        return CallAsync(() => OfFileAsync(imagePath, cancellationToken));
    }

    public Task<TResult> RunAsync(Stream image, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        return CallAsync(() => OfStreamAsync(image, cancellationToken));
    }

    public Task<TResult> RunAsync(ReadOnlyMemory<byte> encodedImage, CancellationToken cancellationToken) =>
        CallAsync(() => OfBytesAsync(encodedImage, cancellationToken));

    /// <returns>An outcome for each image, in the order of the images; some are computed while others are read.</returns>
    public IAsyncEnumerable<TOutcome> RunEachAsync(IEnumerable<string> imagePaths, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(imagePaths);
        return RunEachAsync(OrderedWork.SourceOf(imagePaths), OfFileAsync, cancellationToken);
    }

    /// <inheritdoc cref="RunEachAsync(IEnumerable{string}, CancellationToken)" />
    public IAsyncEnumerable<TOutcome> RunEachAsync(
        IAsyncEnumerable<ReadOnlyMemory<byte>> encodedImages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(encodedImages);
        return RunEachAsync(encodedImages, OfBytesAsync, cancellationToken);
    }

    private async Task<TResult> CallAsync(Func<Task<TResult>> run)
    {
        using RunningCalls.Call call = calls.Begin(owner);
        return await run().ConfigureAwait(false);
    }

    private async Task<TResult> OfFileAsync(string imagePath, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(imagePath);
        ImageName name = new(imagePath, IsFile: true);
        try
        {
            using StreamedBytes encoded = await ImageFileReader.ReadImageAsync(imagePath, cancellationToken).ConfigureAwait(false);
            return await InTurnAsync(encoded.Memory, name, cancellationToken).ConfigureAwait(false);
        }
        catch (RetrainException exception) when (SpeaksOfFiles(exception))
        {
            throw InAnApp(exception, name);
        }
    }

    private async Task<TResult> OfStreamAsync(Stream image, CancellationToken cancellationToken)
    {
        using StreamedBytes encoded =
            await StreamedBytes.ReadAsync(image, ImageFileReader.LargestFileBytes, cancellationToken).ConfigureAwait(false)
            ?? throw new IOException(ImageFileReader.TooLarge);
        return await InTurnAsync(encoded.Memory, ImageName.Of(image), cancellationToken).ConfigureAwait(false);
    }

    private Task<TResult> OfBytesAsync(ReadOnlyMemory<byte> encodedImage, CancellationToken cancellationToken) =>
        InTurnAsync(encodedImage, new ImageName(null, IsFile: false), cancellationToken);

    private async Task<TResult> InTurnAsync(ReadOnlyMemory<byte> encoded, ImageName name, CancellationToken cancellationToken)
    {
        using AsyncTurns.Turn turn = await turns.TakeAsync(cancellationToken).ConfigureAwait(false);
        return await Task.Run(() => OfBytes(encoded, name, null), CancellationToken.None).ConfigureAwait(false);
    }

    private async IAsyncEnumerable<TOutcome> RunEachAsync<T>(
        IAsyncEnumerable<T> images,
        Func<T, CancellationToken, Task<TResult>> run,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Disposing of the owner meanwhile lets the images finish.
        using RunningCalls.Call call = calls.Begin(owner);
        IAsyncEnumerable<TOutcome> outcomes = OrderedWork.RunAsync(
            images, (image, cancelled) => OutcomeAsync(run(image, cancelled)), ReadAhead * turns.Count, cancellationToken);
        await foreach (TOutcome outcome in outcomes.ConfigureAwait(false))
        {
            yield return outcome;
        }
    }

    private async Task<TOutcome> OutcomeAsync(Task<TResult> running)
    {
        try
        {
            return meaning.Succeeded(await running.ConfigureAwait(false));
        }
        catch (RetrainException exception)
        {
            return meaning.Failed(exception.Diagnostic);
        }
    }
}
