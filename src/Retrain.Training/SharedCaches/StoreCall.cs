using System.Globalization;

namespace Retrain.Training.SharedCaches;

/// <summary>One call of a store, which is waited for.</summary>
internal static class StoreCall
{
    /// <summary>Makes a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="longest">The time after which the store counts as silent.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The problem; <see langword="null"/> for none.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static StoreException? Try(Func<CancellationToken, Task> call, TimeSpan longest, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(longest);
        try
        {
            call(limit.Token).GetAwaiter().GetResult();
            return null;
        }
        catch (StoreException exception)
        {
            return exception;
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new StoreException(
                string.Create(CultureInfo.InvariantCulture, $"it did not answer for {longest.TotalSeconds:0.###} seconds"), exception)
            {
                Advice = "it may be slow, or the network down",
            };
        }
    }
}
