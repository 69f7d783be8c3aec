using System.Runtime.ExceptionServices;

namespace Retrain.Runtime;

/// <summary>Does the same work for many images on several threads.</summary>
internal static class ParallelBatch
{
    /// <returns>The results in the order of the images.</returns>
    /// <param name="count">The number of images.</param>
    /// <param name="options">The number of threads, by default one for each core: work on an image never waits.</param>
    /// <param name="work">The work for an image, given its index.</param>
    /// <exception cref="RetrainException">The first image that failed threw it; images after it may be left out.</exception>
    public static TResult[] Run<TResult>(int count, ParallelOptions? options, Func<int, TResult> work)
    {
        TResult[] results = new TResult[count];
        ParallelOptions bounded = new()
        {
            MaxDegreeOfParallelism =
                options is { MaxDegreeOfParallelism: > 0 } ? options.MaxDegreeOfParallelism : Environment.ProcessorCount,
            CancellationToken = options?.CancellationToken ?? CancellationToken.None,
            TaskScheduler = options?.TaskScheduler,
        };
        Exception?[] failures = new Exception?[count];
        ParallelLoopResult loop = Parallel.For(0, count, bounded, (i, state) =>
        {
            try
            {
                results[i] = work(i);
            }
            catch (Exception exception) when (exception is RetrainException or ArgumentException)
            {
                failures[i] = exception;
                state.Break(); // images before this one are still done, so that the same failure is reported at any number of threads
            }
        });
        if (loop.LowestBreakIteration is long first)
        {
            ExceptionDispatchInfo.Throw(failures[first]!);
        }

        return results;
    }
}
