using System.Diagnostics;
using System.Globalization;
using Retrain.Runtime;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.SharedCaches;

/// <summary>
/// The time that a run may lose to a shared cache, with all that it reads and writes. Time in which bottlenecks arrive is not lost, as to
/// compute them would take longer. Any number of threads may use it.
/// </summary>
/// <param name="total">The most that may be lost.</param>
internal sealed class SharedPatience(TimeSpan total)
{
    private const string Variable = "RETRAIN_CACHE_PATIENCE";
    private const double LargestSeconds = 3600;

    // The fastest backbones take several times as long.
    private static readonly TimeSpan Worth = TimeSpan.FromMilliseconds(5);

    private long lostReadingTicks;
    private long lostWritingTicks;

    public TimeSpan Total => total;

    /// <summary>The time that may still be lost.</summary>
    public TimeSpan Left => TimeSpan.FromTicks(Math.Max(
        0, total.Ticks - Interlocked.Read(ref lostReadingTicks) - Interlocked.Read(ref lostWritingTicks)));

    /// <summary>Whether more was lost by writing than by reading: then it is writing that the store is slow at.</summary>
    public bool IsLostByWriting => Interlocked.Read(ref lostWritingTicks) > Interlocked.Read(ref lostReadingTicks);

    /// <summary>Two seconds, or as many as the environment sets.</summary>
    /// <exception cref="RetrainException">RT4071: the environment sets something else.</exception>
    public static SharedPatience FromEnvironment()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } text)
        {
            return new(TimeSpan.FromSeconds(2));
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds)
            && seconds is >= 0 and <= LargestSeconds
                ? new(TimeSpan.FromSeconds(seconds))
                : throw new RetrainException(SharedCacheDiagnostics.InvalidPatience(Variable, text));
    }

    /// <summary>Forgets what was lost, where the store only has to go on answering: no run waits for what it gives.</summary>
    public void Restore()
    {
        Interlocked.Exchange(ref lostReadingTicks, 0);
        Interlocked.Exchange(ref lostWritingTicks, 0);
    }

    /// <summary>Begins to wait for a shared cache that is read. Disposing of the wait ends it.</summary>
    public Wait BeginReading(CancellationToken cancellationToken) => new(this, isWrite: false, cancellationToken);

    /// <summary>Begins to wait for a shared cache that is written. Disposing of the wait ends it.</summary>
    public Wait BeginWriting(CancellationToken cancellationToken) => new(this, isWrite: true, cancellationToken);

    /// <summary>A time in which a run waits.</summary>
    internal sealed class Wait : IDisposable
    {
        private readonly Lock gate = new();
        private readonly SharedPatience patience;
        private readonly TimeSpan left;
        private readonly long started = Stopwatch.GetTimestamp();
        private readonly CancellationTokenSource source;
        private TimeSpan earned;
        private bool isOver;

        public Wait(SharedPatience patience, bool isWrite, CancellationToken cancellationToken)
        {
            this.patience = patience;
            IsWrite = isWrite;
            left = patience.Left;
            source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            source.CancelAfter(left);
        }

        /// <summary>Whether the run waits until something is written.</summary>
        public bool IsWrite { get; }

        /// <summary>Cancelled when there is no patience left, or with the run.</summary>
        public CancellationToken Token => source.Token;

        /// <summary>Adds the time that some bottlenecks are worth.</summary>
        public void Earn(int count)
        {
            lock (gate)
            {
                // What arrived in a burst does not pay for a silence after it.
                TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
                earned = TimeSpan.FromTicks(Math.Min((earned + (Worth * count)).Ticks, elapsed.Ticks));
                EndAfter(left + earned - elapsed);
            }
        }

        /// <summary>Begins to wait anew, as something was done.</summary>
        public void Restart()
        {
            lock (gate)
            {
                EndAfter(left);
            }
        }

        public void Dispose()
        {
            lock (gate)
            {
                if (isOver)
                {
                    return;
                }

                isOver = true;
                // A timer may end some milliseconds early by the clock; then all is lost that could be.
                long lost = (Stopwatch.GetElapsedTime(started) - earned).Ticks;
                long least = source.IsCancellationRequested ? left.Ticks : 0;
                ref long lostTicks = ref IsWrite ? ref patience.lostWritingTicks : ref patience.lostReadingTicks;
                Interlocked.Add(ref lostTicks, Math.Max(lost, least));
                source.Dispose();
            }
        }

        // Under the lock.
        private void EndAfter(TimeSpan rest)
        {
            if (!isOver && !source.IsCancellationRequested)
            {
                source.CancelAfter(rest > TimeSpan.Zero ? rest : TimeSpan.Zero);
            }
        }
    }
}
