namespace Retrain.Extensions.Models;

/// <summary>
/// Looks at a model's files from time to time and says when they were replaced. Looking works on network drives and volumes of containers,
/// for which systems send no notice of a change.
/// </summary>
internal sealed class ModelWatch : IDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly ModelFileSet files;
    private readonly TimeSpan interval;
    private readonly Func<ModelStamp, ReloadOutcome> reload;
    private readonly CancellationTokenSource stopping = new();
    private ModelStamp tried;
    private TimeSpan? pause; // before the same files are tried again

    /// <summary>Begins to look.</summary>
    /// <param name="files">The files.</param>
    /// <param name="loaded">Their stamp before the model in use was loaded.</param>
    /// <param name="interval">The time between two looks.</param>
    /// <param name="reload">
    /// Called when the files are others and no longer change, and again, ever more seldom, where it says that another try may succeed.
    /// </param>
    public ModelWatch(ModelFileSet files, ModelStamp loaded, TimeSpan interval, Func<ModelStamp, ReloadOutcome> reload)
    {
        this.files = files;
        this.interval = interval;
        this.reload = reload;
        tried = loaded;
        _ = Task.Run(() => LookAsync(stopping.Token), CancellationToken.None);
    }

    /// <summary>Ends looking; does not wait for a model that is being loaded.</summary>
    public void Dispose()
    {
        stopping.Cancel();
        stopping.Dispose();
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(interval);
        ModelStamp? changing = null;
        long lastTry = Environment.TickCount64;
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            {
                ModelStamp seen = files.Stamp();
                bool isChanged = seen != tried;
                if (isChanged && seen != changing)
                {
                    changing = seen; // it may still be written
                    continue;
                }

                changing = null;
                bool isDue = pause is TimeSpan time && Environment.TickCount64 - lastTry >= time.TotalMilliseconds;
                if (isChanged || isDue)
                {
                    Try(seen, isChanged);
                    lastTry = Environment.TickCount64;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The app ends.
        }
    }

    private void Try(ModelStamp seen, bool isChanged)
    {
        tried = seen;
        TimeSpan next = isChanged || pause is not TimeSpan last ? interval : 2 * last;
        TimeSpan longest = interval > LongestPause ? interval : LongestPause;
        pause = reload(seen) == ReloadOutcome.TryAgain ? (next < longest ? next : longest) : null;
    }
}
