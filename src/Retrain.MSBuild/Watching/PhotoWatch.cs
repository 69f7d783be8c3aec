using System.Diagnostics;

namespace Retrain.MSBuild.Watching;

/// <summary>
/// Looks after the photos of a project for `dotnet watch`, in whose process it lives from one evaluation of the project to the next. Of the
/// files that a project names, `dotnet watch` compares only sources with what runs: a photo makes no difference to it, and it sees none
/// outside the folders of sources. A file that it takes for a part of the project makes it evaluate the project again: that is the signal.
/// </summary>
internal sealed class PhotoWatch : IDisposable
{
    /// <summary>The beginning of what is there when it cannot be trained on.</summary>
    public const string Unusable = "unusable: ";

    // `dotnet watch` takes no notice while it builds or starts the app, so that a signal may be lost.
    private const int MostSignals = 4;

    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan UntilNextSignal = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    private readonly object gate = new();
    private readonly string signalFile;
    private readonly Timer timer;
    private readonly FolderWatchers folders;
    private IReadOnlyList<WatchedModel> models = [];
    private string? known; // what was there at the last signal
    private int signals; // for that
    private int changes;
    private long lastEvent;
    private bool isEvaluated;
    private bool isItemNew;

    /// <param name="signalFile">The file by which `dotnet watch` is told.</param>
    public PhotoWatch(string signalFile)
    {
        this.signalFile = signalFile;
        timer = new Timer(_ => Look());
        folders = new FolderWatchers(Happened);
    }

    /// <summary>Takes the project as it is now.</summary>
    /// <returns>A number that grows when the models are to be trained anew, since the photos are not those of the last build.</returns>
    public int Evaluated(IReadOnlyList<WatchedModel> evaluated)
    {
        lock (gate)
        {
            models = evaluated;
            folders.Watch(
                evaluated.SelectMany(model => model.Folders()), evaluated.SelectMany(model => model.FoldersOfItems()));
            string? change = Change();
            if (!isEvaluated && !evaluated.All(model => model.IsTrained))
            {
                (known, signals) = (change, MostSignals); // the first build failed, and would fail again
            }
            else if (change is not null && SinceLastEvent() >= Quiet)
            {
                changes++;
                timer.Change(UntilNextSignal, Timeout.InfiniteTimeSpan);
            }

            isEvaluated = true;
            Continue();
            return changes;
        }
    }

    /// <summary>Ends looking.</summary>
    public void Dispose()
    {
        folders.Dispose();
        timer.Dispose();
    }

    private void Happened(bool isOfItems)
    {
        Volatile.Write(ref isItemNew, isItemNew || isOfItems);
        Volatile.Write(ref lastEvent, Stopwatch.GetTimestamp());
        timer.Change(Quiet, Timeout.InfiniteTimeSpan); // once no more come
    }

    private void Look()
    {
        lock (gate)
        {
            try
            {
                string? change = Change();
                if (change is not null || isItemNew)
                {
                    Signal(change);
                }

                Continue();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                timer.Change(BetweenLooks, Timeout.InfiniteTimeSpan); // the signal cannot be written now
            }
        }
    }

    private void Signal(string? change)
    {
        signals = change is not null && change == known ? signals + 1 : 1;
        known = change;
        isItemNew = false;
        bool isUsable = change?.StartsWith(Unusable, StringComparison.Ordinal) != true;
        if (signals <= (isUsable ? MostSignals : 1))
        {
            WriteSignal(signalFile);
            timer.Change(UntilNextSignal, Timeout.InfiniteTimeSpan);
        }
    }

    // Where a system tells nothing, it is asked.
    private void Continue()
    {
        if (folders.AreIncomplete)
        {
            timer.Change(BetweenLooks, Timeout.InfiniteTimeSpan);
        }
    }

    private string? Change()
    {
        string[] found = [.. models.Select(model => model.Change()).OfType<string>()];
        return found.Length == 0 ? null : string.Join("\n", found);
    }

    private TimeSpan SinceLastEvent() =>
        TimeSpan.FromSeconds((Stopwatch.GetTimestamp() - Volatile.Read(ref lastEvent)) / (double)Stopwatch.Frequency);

    /// <summary>Writes the file; its text says what it is for.</summary>
    public static void WriteSignal(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, $"""
            <Project>
              <!-- Written by Retrain.MSBuild when photos changed, so that `dotnet watch` builds again: {Guid.NewGuid():N} -->
            </Project>
            """);
    }
}
