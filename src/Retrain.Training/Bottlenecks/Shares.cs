using System.Runtime.ExceptionServices;

namespace Retrain.Training.Bottlenecks;

/// <summary>Shares work out among threads where there is enough of it to be worth their start.</summary>
/// <param name="threads">The most threads.</param>
internal sealed class Shares(int threads)
{
    // A tenth of a millisecond of a core's work.
    private const double SmallestWork = 1e7;

    private readonly ParallelOptions options = new() { MaxDegreeOfParallelism = threads };

    /// <summary>Does some work in parts, in any order and several at once.</summary>
    /// <param name="count">The number of items.</param>
    /// <param name="size">The number of items in a part.</param>
    /// <param name="workOfEach">Multiply-adds of an item, about.</param>
    /// <param name="part">Does the items from the first number to just before the second.</param>
    public void Run(int count, int size, double workOfEach, Action<int, int> part)
    {
        if (threads == 1 || count <= size || count * workOfEach < SmallestWork)
        {
            part(0, count);
            return;
        }

        try
        {
            Parallel.For(0, (count + size - 1) / size, options, index => part(index * size, Math.Min(count, (index + 1) * size)));
        }
        catch (AggregateException exception)
        {
            // As of one thread: the caller knows the exceptions of its own work.
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }
    }
}
