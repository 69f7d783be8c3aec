namespace Retrain.Training.Bottlenecks;

/// <summary>Writes what is waiting in a store twice a second, and the rest at the end; a killed process loses no more.</summary>
internal sealed class RegularFlush : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    private readonly BottleneckStore store;
    private readonly PeriodicTimer timer = new(Period);
    private readonly Task writing;

    public RegularFlush(BottleneckStore store)
    {
        this.store = store;
        writing = WriteAsync();
    }

    /// <summary>Ends it, also when a run is cancelled, so that nothing computed is lost.</summary>
    public void Dispose()
    {
        // This ends the wait. Cancelling it would throw an exception, whose stack trace takes .NET ten milliseconds.
        timer.Dispose();
        writing.GetAwaiter().GetResult();
        store.Flush();
    }

    private async Task WriteAsync()
    {
        while (await timer.WaitForNextTickAsync().ConfigureAwait(false))
        {
            store.Flush();
        }
    }
}
