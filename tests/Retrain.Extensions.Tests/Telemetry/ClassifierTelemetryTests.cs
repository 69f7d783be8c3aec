using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Retrain.Extensions.Tests.Infrastructure;
using Retrain.Runtime;
using Retrain.Tests.Infrastructure;

namespace Retrain.Extensions.Tests.Telemetry;

public sealed class ClassifierTelemetryTests : IDisposable
{
    private static readonly byte[] Photo = DrawnPhotos.Draw(category: 1, seed: 2);

    private readonly ConcurrentQueue<(string Instrument, double Value, string Tags)> measured = [];
    private readonly MeterListener listener = new();
    private readonly ServiceProvider services;

    public ClassifierTelemetryTests()
    {
        ServiceCollection collection = new();
        collection.AddMetrics();
        collection.AddImageClassifier("flowers", setup =>
        {
            setup.Options = new ImageClassifierOptions { ConfidenceThreshold = 2 }; // nothing is to be believed
            setup.FromModel(new NumberedModel(1).Load);
        });
        collection.AddImageClassifier("signs", setup => setup.FromModel(new NumberedModel(2).Load));
        services = collection.BuildServiceProvider();

        // Other tests have meters of the same name, made by other factories.
        IMeterFactory factory = services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, meterListener) =>
        {
            if (instrument.Meter.Name == ClassifierTelemetry.MeterName && instrument.Meter.Scope == factory)
            {
                meterListener.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ClassifierService Flowers => services.GetRequiredKeyedService<ClassifierService>("flowers");

    public void Dispose()
    {
        listener.Dispose();
        services.Dispose();
    }

    [Fact]
    public async Task PredictionsAreCountedByModelLabelAndDoubt()
    {
        string flower = (await Flowers.ClassifyAsync(Photo, Token))[0].Label;
        string sign = services.GetRequiredKeyedService<ClassifierService>("signs").Classify(Photo)[0].Label;

        ValuesOf("retrain.predictions").ShouldBe(
        [
            (1, $"retrain.confident=False retrain.familiar=unknown retrain.label={flower} retrain.model=flowers"),
            (1, $"retrain.confident=True retrain.familiar=unknown retrain.label={sign} retrain.model=signs"),
        ]);
        ValuesOf("retrain.duration").Select(value => value.Tags).ShouldBe(["retrain.model=flowers", "retrain.model=signs"]);
        ValuesOf("retrain.duration").ShouldAllBe(value => value.Value > 0 && value.Value < 60);
        ValuesOf("retrain.active").Select(value => value.Value).ShouldBe([1, -1, 1, -1]);
        ValuesOf("retrain.failures").ShouldBeEmpty();
    }

    [Fact]
    public async Task FailuresAreCountedByTheirCode()
    {
        Should.Throw<RetrainException>(() => Flowers.Classify("no photo"u8.ToArray()));
        await Should.ThrowAsync<RetrainException>(() => Flowers.ClassifyAsync("gone.jpg", Token));
        Should.Throw<ArgumentException>(() => Flowers.Classify(ReadOnlySpan<byte>.Empty, 1, 1, 3, PixelFormat.Rgb));
        (await Flowers.ClassifyManyAsync(["gone.jpg"], Token).ToListAsync(Token)).Single().IsClassified.ShouldBeFalse();

        ValuesOf("retrain.failures").Select(value => value.Tags).ShouldBe(
        [
            "error.type=RT1003 retrain.model=flowers", "error.type=RT1005 retrain.model=flowers",
            "error.type=System.ArgumentException retrain.model=flowers", "error.type=RT1005 retrain.model=flowers",
        ]);
        ValuesOf("retrain.predictions").ShouldBeEmpty();
        ValuesOf("retrain.active").Sum(value => value.Value).ShouldBe(0);
    }

    [Fact]
    public void TheQueueOfEachModelIsObserved()
    {
        _ = Flowers;
        _ = services.GetRequiredKeyedService<ClassifierService>("signs");

        listener.RecordObservableInstruments();

        ValuesOf("retrain.queue").Order().ShouldBe([(0, "retrain.model=flowers"), (0, "retrain.model=signs")]);
    }

    [Fact]
    public void AnImageIsAnActivity()
    {
        ConcurrentQueue<Activity> activities = [];
        using ActivitySource test = new("test");
        using ActivityListener activityListener = new()
        {
            ShouldListenTo = source => source.Name is ClassifierTelemetry.ActivitySourceName or "test",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activities.Enqueue,
        };
        ActivitySource.AddActivityListener(activityListener);

        Prediction best;
        using (Activity request = test.StartActivity("request")!)
        {
            best = Flowers.Classify(Photo)[0];
            Should.Throw<RetrainException>(() => Flowers.Classify("no photo"u8.ToArray()));
        }

        Activity parent = activities.Single(activity => activity.OperationName == "request");
        Activity[] images = [.. activities.Where(activity => activity.ParentSpanId == parent.SpanId)];
        images.Select(image => image.OperationName).ShouldBe(["classify", "classify"]);
        images[0].GetTagItem("retrain.model").ShouldBe("flowers");
        images[0].GetTagItem("retrain.label").ShouldBe(best.Label);
        images[0].GetTagItem("retrain.probability").ShouldBe(best.Probability);
        images[0].Status.ShouldBe(ActivityStatusCode.Unset);
        images[1].GetTagItem("error.type").ShouldBe("RT1003");
        images[1].Status.ShouldBe(ActivityStatusCode.Error);
    }

    private (double Value, string Tags)[] ValuesOf(string instrument) =>
        [.. measured.Where(value => value.Instrument == instrument).Select(value => (value.Value, value.Tags))];

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => measured.Enqueue((
        instrument.Name, value,
        string.Join(' ', tags.ToArray().OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}={tag.Value}"))));
}
