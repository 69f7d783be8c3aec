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
    private readonly ModelFileSet? files;
    private readonly ModelWatch? watch;
    private LoadedModel? model;
    private ModelStamp? inUse; // the files of the model, before it was loaded

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
        files = source.Files;
        inUse = files?.Stamp();
        model = new LoadedModel(load());
        Log.Loaded(logger, name, model.Classifier.Model);
        watch = files is not null && inUse is not null && source.ReloadInterval is TimeSpan interval
            ? new ModelWatch(files, inUse, interval, Reload)
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
    private ReloadOutcome Reload(ModelStamp seen)
    {
        try
        {
            LoadedModel next = new(Tried(load(), seen));

            // Before the new model is in use: who sees it must not be told that it was refused.
            ReloadFailure = null;
            inUse = seen;
            Use(next);
            metrics.Reloaded(name, null);
            return ReloadOutcome.Taken;
        }
        catch (Exception exception)
        {
            bool isKnown = ReloadFailure?.Message == exception.Message; // said when it was first tried
            ReloadFailure = exception;
            metrics.Reloaded(name, MeasuredCall.TypeOf(exception));
            if (isKnown)
            {
                Log.RefusedAgain(logger, name, exception.Message);
            }
            else
            {
                Log.Refused(logger, name, exception);
            }

            return IsPassing(exception) ? ReloadOutcome.TryAgain : ReloadOutcome.Refused;
        }
    }

    // The files' bytes alone decide about what training wrote wrongly. Rights, locks, a drive that is away or memory are another matter,
    // and their end does not show in the files. What a parser or a short file throws is derived from IOException.
    private static bool IsPassing(Exception exception) =>
        exception is not RetrainException { InnerException: Exception cause }
            ? exception is not RetrainException
            : cause is UnauthorizedAccessException || cause.GetType() == typeof(IOException);

    // Graph and labels that no manifest joins may be of two models, even if they have as many labels. Both are new, or neither is.
    private void RequireOneSet(ImageClassifier fresh, ModelStamp seen)
    {
        if (files is null || inUse is null || fresh.Model.Digest is not null)
        {
            return;
        }

        bool isGraphNew = seen.Graph != inUse.Graph;
        if (isGraphNew != (seen.Labels != inUse.Labels))
        {
            throw ReloadDiagnostics.ReplacedAlone(files, isGraphNew);
        }
    }

    // A graph that loads may still compute nothing but NaN: the first image shows it, and gets the network's memory ready.
    private ImageClassifier Tried(ImageClassifier classifier, ModelStamp seen)
    {
        ImageClassifier? unusable = classifier;
        try
        {
            RequireOneSet(classifier, seen);
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
