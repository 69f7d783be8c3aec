using System.Diagnostics.Metrics;
using Retrain.Extensions;

namespace SignUpload;

/// <summary>
/// Adds up what the classifier's meter tells, for a page of this app. An app that has OpenTelemetry takes <c>AddMeter</c> instead.
/// </summary>
public sealed class Measurements : IDisposable
{
    private const int KeptDurations = 1000;

    private readonly MeterListener listener = new();
    private readonly object gate = new();
    private readonly Dictionary<string, MeasuredLabel> labels = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> failures = new(StringComparer.Ordinal);
    private readonly Queue<double> durations = new(); // seconds, the latest last
    private long active;
    private long waiting;

    public Measurements()
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Name == ClassifierTelemetry.MeterName)
            {
                listening.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>(Count);
        listener.SetMeasurementEventCallback<double>(Time);
        listener.Start();
    }

    public MeasuredSoFar Read()
    {
        lock (gate)
        {
            waiting = 0;
            listener.RecordObservableInstruments();
            double[] sorted = [.. durations.Order()];
            return new MeasuredSoFar(
                [.. labels.Values.OrderByDescending(label => label.Photos).ThenBy(label => label.Label, StringComparer.Ordinal)],
                new SortedDictionary<string, long>(failures), active, waiting, Quantile(sorted, 0.5), Quantile(sorted, 0.95));
        }
    }

    public void Dispose() => listener.Dispose();

    private static double? Quantile(double[] sorted, double share) =>
        sorted.Length == 0 ? null : sorted[(int)Math.Ceiling(share * sorted.Length) - 1];

    private static string TextOf(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach ((string key, object? value) in tags)
        {
            if (key == name)
            {
                return value?.ToString() ?? "";
            }
        }

        return "";
    }

    private void Count(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        lock (gate)
        {
            switch (instrument.Name)
            {
                case "retrain.predictions":
                    string name = TextOf(tags, "retrain.label");
                    MeasuredLabel label = labels.GetValueOrDefault(name) ?? new MeasuredLabel(name, 0, 0, 0);
                    labels[name] = label with
                    {
                        Photos = label.Photos + value,
                        Uncertain = label.Uncertain + (TextOf(tags, "retrain.confident") == "False" ? value : 0),
                        Unfamiliar = label.Unfamiliar + (TextOf(tags, "retrain.familiar") == "no" ? value : 0),
                    };
                    break;
                case "retrain.failures":
                    string type = TextOf(tags, "error.type");
                    failures[type] = failures.GetValueOrDefault(type) + value;
                    break;
                case "retrain.active":
                    active += value;
                    break;
                case "retrain.queue":
                    waiting += value;
                    break;
            }
        }
    }

    private void Time(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        if (instrument.Name != "retrain.duration" || TextOf(tags, "error.type").Length > 0)
        {
            return;
        }

        lock (gate)
        {
            durations.Enqueue(value);
            if (durations.Count > KeptDurations)
            {
                durations.Dequeue();
            }
        }
    }
}
