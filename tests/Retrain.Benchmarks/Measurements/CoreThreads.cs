using System.Diagnostics;

namespace Retrain.Benchmarks.Measurements;

/// <summary>Some threads, usually one for each core; each takes the next photo that none has taken yet.</summary>
internal static class CoreThreads
{
    /// <param name="count">The number of photos.</param>
    /// <param name="threadCount">The number of threads.</param>
    /// <param name="createWorker">Called for each thread, so that each has its own buffers; the result gets the index of a photo.</param>
    /// <returns>The time from the first photo's start to the last one's end.</returns>
    public static TimeSpan Run(int count, int threadCount, Func<Action<int>> createWorker)
    {
        int next = -1;
        using ManualResetEventSlim start = new();
        Thread[] threads = [.. Enumerable.Range(0, threadCount).Select(_ => createWorker()).Select(worker => new Thread(() =>
        {
            start.Wait();
            for (int i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
            {
                worker(i);
            }
        }))];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        long started = Stopwatch.GetTimestamp();
        start.Set();
        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        return Stopwatch.GetElapsedTime(started);
    }
}
