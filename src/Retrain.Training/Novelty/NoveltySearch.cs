using Retrain.Training.Bottlenecks;

namespace Retrain.Training.Novelty;

/// <summary>The search for the directions of the training images, beside the training of the head, which needs one thread.</summary>
internal sealed class NoveltySearch : IDisposable
{
    private readonly CancellationTokenSource cancellation;
    private readonly BottleneckMatrix matrix;
    private readonly Task<NoveltyBank> search;

    /// <summary>Starts the search.</summary>
    /// <param name="bottlenecks">The images; they are only read until the directions are found.</param>
    /// <param name="seed">Determines the images to begin with.</param>
    public NoveltySearch(LabeledBottlenecks bottlenecks, long seed, CancellationToken cancellationToken)
    {
        cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        matrix = bottlenecks.Matrix.View();
        LabeledBottlenecks own = bottlenecks with { Matrix = matrix };
        search = Task.Run(() => NoveltyBank.Of(own, seed, cancellation.Token), CancellationToken.None);
    }

    /// <summary>Waits for the directions.</summary>
    public NoveltyBank Find() => search.GetAwaiter().GetResult();

    /// <summary>Ends the search, since the rows that it reads may be gone afterwards.</summary>
    public void Dispose()
    {
        cancellation.Cancel();
        ((IAsyncResult)search).AsyncWaitHandle.WaitOne();
        matrix.Dispose();
        cancellation.Dispose();
    }
}
