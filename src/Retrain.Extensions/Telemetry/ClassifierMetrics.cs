using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using Retrain.Runtime;

namespace Retrain.Extensions.Telemetry;

/// <summary>Measures all classifiers of an app in one meter: a second instrument of the same name would be a mistake.</summary>
internal sealed class ClassifierMetrics : IDisposable
{
    public const string ModelTag = "retrain.model";

    private readonly ConcurrentDictionary<string, Func<int>> queues = new(StringComparer.Ordinal);
    private readonly Meter? own;
    private readonly Counter<long> predictions;
    private readonly Counter<long> failures;
    private readonly Counter<long> reloads;
    private readonly Histogram<double> duration;
    private readonly UpDownCounter<long> active;

    /// <summary>Makes the instruments.</summary>
    /// <param name="factory">The app's factory of meters; <see langword="null"/> where it has none.</param>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "A factory frees its meters itself.")]
    public ClassifierMetrics(IMeterFactory? factory)
    {
        string version = typeof(ClassifierMetrics).Assembly.GetName().Version!.ToString(3);
        Meter meter = factory?.Create(ClassifierTelemetry.MeterName, version)
            ?? (own = new Meter(ClassifierTelemetry.MeterName, version));
        predictions = meter.CreateCounter<long>(
            "retrain.predictions", "{image}",
            "Images that were classified, by their most probable label, and whether it is to be believed and the image is familiar.");
        failures = meter.CreateCounter<long>(
            "retrain.failures", "{image}", "Images that could not be classified, by the code of the problem.");
        duration = meter.CreateHistogram<double>(
            "retrain.duration", "s", "The time to classify an image, with reading it and waiting for a turn.");
        active = meter.CreateUpDownCounter<long>("retrain.active", "{image}", "Images that are being read, wait or are computed.");
        reloads = meter.CreateCounter<long>("retrain.reloads", "{reload}", "Models that were loaded in the place of another, or refused.");
        meter.CreateObservableUpDownCounter(
            "retrain.queue", Queues, "{image}", "Images that are read and wait for their turn to be computed.");
    }

    /// <summary>Observes how many images wait for a model, until it is removed.</summary>
    public void Observe(string model, Func<int> waitingImages) => queues[model] = waitingImages;

    public void Remove(string model) => queues.TryRemove(model, out _);

    public void Begin(string model) => active.Add(1, Tag(ModelTag, model));

    public void End(string model, TimeSpan elapsed, string? errorType)
    {
        active.Add(-1, Tag(ModelTag, model));
        if (errorType is null)
        {
            duration.Record(elapsed.TotalSeconds, Tag(ModelTag, model));
        }
        else
        {
            duration.Record(elapsed.TotalSeconds, Tag(ModelTag, model), Tag("error.type", errorType));
        }
    }

    public void Classified(string model, Prediction best) => predictions.Add(
        1, Tag(ModelTag, model), Tag("retrain.label", best.Label), Tag("retrain.confident", best.IsConfident),
        Tag("retrain.familiar", best.IsFamiliar switch { true => "yes", false => "no", null => "unknown" }));

    public void Failed(string model, string errorType) => failures.Add(1, Tag(ModelTag, model), Tag("error.type", errorType));

    public void Reloaded(string model, string? errorType)
    {
        if (errorType is null)
        {
            reloads.Add(1, Tag(ModelTag, model));
        }
        else
        {
            reloads.Add(1, Tag(ModelTag, model), Tag("error.type", errorType));
        }
    }

    /// <summary>Frees the meter, unless a factory made it, which does so itself.</summary>
    public void Dispose() => own?.Dispose();

    private IEnumerable<Measurement<long>> Queues() =>
        queues.Select(queue => new Measurement<long>(queue.Value(), Tag(ModelTag, queue.Key)));

    private static KeyValuePair<string, object?> Tag(string name, object value) => new(name, value);
}
