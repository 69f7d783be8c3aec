namespace Retrain.Extensions.Models;

/// <summary>
/// Looks at a model's files from time to time and says when they were replaced. Looking works on network drives and volumes of containers,
/// for which systems send no notice of a change.
/// </summary>
internal sealed class ModelWatch : IDisposable
{
    private readonly ModelFileSet files;
    private readonly Action reload;
    private readonly CancellationTokenSource stopping = new();
    private string tried;

    /// <summary>Begins to look.</summary>
    /// <param name="files">The files.</param>
    /// <param name="loaded">Their stamp before the model in use was loaded.</param>
    /// <param name="interval">The time between two looks.</param>
    /// <param name="reload">Called when the files are others and no longer change.</param>
    public ModelWatch(ModelFileSet files, string loaded, TimeSpan interval, Action reload)
    {
        this.files = files;
        this.reload = reload;
        tried = loaded;
        _ = Task.Run(() => LookAsync(interval, stopping.Token), CancellationToken.None);
    }

    /// <summary>Ends looking; does not wait for a model that is being loaded.</summary>
    public void Dispose()
    {
        stopping.Cancel();
        stopping.Dispose();
    }

    private async Task LookAsync(TimeSpan interval, CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(interval);
        string? changing = null;
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            {
                string seen = files.Stamp();
                if (seen == tried)
                {
                    changing = null;
                }
                else if (seen != changing)
                {
                    changing = seen; // it may still be written
                }
                else
                {
                    tried = seen;
                    reload();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The app ends.
        }
    }
}
