using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Retrain.Extensions.Telemetry;
using Retrain.Runtime;

namespace Retrain.Extensions.Models;

/// <summary>The model in use, in whose place another comes when its files are replaced.</summary>
internal sealed class CurrentModel : IDisposable
{
    private readonly object gate = new();
    private readonly string name;
    private readonly Func<ImageClassifier> load;
    private readonly ClassifierMetrics metrics;
    private readonly ILogger logger;
    private readonly ModelWatch? watch;
    private LoadedModel? model;

    /// <summary>Loads the model.</summary>
    /// <param name="name">The classifier's name.</param>
    /// <param name="source">The place of the model.</param>
    /// <param name="metrics">Told about each model that takes the place of another.</param>
    /// <param name="logger">Told the same in words.</param>
    /// <exception cref="RetrainException">The model cannot be used.</exception>
    public CurrentModel(string name, ModelSource source, ClassifierMetrics metrics, ILogger logger)
    {
        this.name = name;
        this.metrics = metrics;
        this.logger = logger;
        load = source.Load;
        string stamp = source.Files?.Stamp() ?? "";
        model = new LoadedModel(load());
        Log.Loaded(logger, name, model.Classifier.Model);
        watch = source is { Files: ModelFileSet files, ReloadInterval: TimeSpan interval }
            ? new ModelWatch(files, stamp, interval, Reload)
            : null;
    }

    /// <summary>The reason why the files that are there now are not used; <see langword="null"/> where they are.</summary>
    public Exception? ReloadFailure { get; private set; }

    public int WaitingImages => Volatile.Read(ref model)?.Classifier.WaitingImages ?? 0;

    /// <summary>Holds on to the model in use; <see langword="null"/> once this is disposed.</summary>
    public ModelLease? TryAcquire()
    {
        // One that was freed since it was read has a successor.
        while (Volatile.Read(ref model) is LoadedModel loaded)
        {
            if (loaded.TryEnter())
            {
                return new ModelLease(loaded);
            }
        }

        return null;
    }

    public void Dispose()
    {
        watch?.Dispose();
        lock (gate)
        {
            Interlocked.Exchange(ref model, null)?.Leave();
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types",
        Justification = "Whatever is wrong with new files, the app goes on with its model; the log and the health check say so.")]
    private void Reload()
    {
        try
        {
            ImageClassifier fresh = load();
            LoadedModel next = new(Tried(fresh));

            // Before the new model is in use: who sees it must not be told that it was refused.
            ReloadFailure = null;
            Use(next);
            metrics.Reloaded(name, null);
        }
        catch (Exception exception)
        {
            ReloadFailure = exception;
            metrics.Reloaded(name, MeasuredCall.TypeOf(exception));
            Log.Refused(logger, name, exception);
        }
    }

    // A graph that loads may still compute nothing but NaN: the first image shows it, and gets the network's memory ready.
    private static ImageClassifier Tried(ImageClassifier classifier)
    {
        ImageClassifier? unusable = classifier;
        try
        {
            classifier.Classify([0, 0, 0], 1, 1, 3, PixelFormat.Rgb);
            unusable = null;
            return classifier;
        }
        finally
        {
            unusable?.Dispose();
        }
    }

    private void Use(LoadedModel fresh)
    {
        LoadedModel? old;
        lock (gate)
        {
            old = model is null ? null : Interlocked.Exchange(ref model, fresh);
        }

        if (old is null)
        {
            fresh.Leave(); // the app ended meanwhile
            return;
        }

        Log.Reloaded(logger, name, fresh.Classifier.Model);
        old.Leave();
    }
}
