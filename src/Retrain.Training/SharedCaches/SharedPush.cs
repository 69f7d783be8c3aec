using Retrain.Runtime;
using Retrain.Training.Caching;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.SharedCaches;

/// <summary>Writes to a shared cache what it lacks of a local one.</summary>
/// <param name="shared">The shared cache, which waits for writes.</param>
/// <param name="patience">Its patience.</param>
internal sealed class SharedPush(SharedCache shared, SharedPatience patience)
{
    /// <summary>The longest wait for a store that does nothing, or takes as long for one group of bottlenecks.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    /// <summary>The number of bottlenecks so far.</summary>
    public long Count { get; private set; }

    /// <summary>The number of those that the shared cache lacked.</summary>
    public long LackingCount { get; private set; }

    /// <summary>Takes bottlenecks of one network.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void Add(IReadOnlyList<(BottleneckKey Key, ReadOnlyMemory<float> Bottleneck)> group, CancellationToken cancellationToken)
    {
        IReadOnlyList<int> lacking = shared.Fetch(group.Count, index => group[index].Key, (_, _) => { }, cancellationToken);
        patience.Restore();
        shared.Offer([.. lacking.Select(index => group[index])]);
        Count += group.Count;
        LackingCount += lacking.Count;
    }

    /// <summary>Waits until all is written.</summary>
    /// <exception cref="RetrainException">RT3056: not all is there; a warning before says why.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void Finish(CancellationToken cancellationToken)
    {
        if (!shared.Finish(LongestWait, cancellationToken))
        {
            throw new RetrainException(SharedCacheDiagnostics.NotPushed(shared.Name));
        }
    }
}
