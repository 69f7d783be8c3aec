using System.Globalization;
using CsCheck;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Calibration;
using Retrain.Training.Evaluation;
using Retrain.Training.Reports;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Reports;

public sealed class ThresholdStopsTests
{
    private static readonly ErrorPromise None = new(5, null, float.PositiveInfinity, 0, null);

    [Fact]
    public void NumbersAreAsShortAsTheirNeighboursAllow() =>
        Stops([0.6234f, 0.8731f, 0.8769f, 0.99999994f, 1], None).Select(stop => (stop.Number, stop.Believed.Total))
            .ShouldBe([("0", 5), ("0.8", 4), ("0.876", 3), ("0.9", 2), ("1", 1)]);

    [Fact]
    public void ANumberInCodeBelievesWhatItSays() => Gen.Float[0.5f, 1].Array[1, 400].Sample(confidences =>
    {
        IReadOnlyList<ThresholdStop> stops = Stops(confidences, new(5, 5, 0.75f, 100, 0));

        stops.Count.ShouldBeInRange(1, 151);
        stops[0].Believed.Total.ShouldBe(confidences.Length);
        foreach (ThresholdStop stop in stops)
        {
            // As a compiler reads 0.87f, and as ImageClassifier compares.
            float threshold = float.Parse(stop.Number, CultureInfo.InvariantCulture);
            stop.Believed.Total.ShouldBe(confidences.Count(confidence => confidence >= threshold));
        }
    });

    [Fact]
    public void TheModelsOwnThresholdIsOneOfThem()
    {
        IReadOnlyList<ThresholdStop> stops = Stops([0.5f, 0.6f, 0.7f, 0.9f], new(5, 5, 0.65f, 100, 0));

        stops.Single(stop => stop.IsOwn).ShouldBe(new ThresholdStop("0.65", new Accuracy(2, 2), IsOwn: true));
        stops.Select(stop => stop.Believed.Total).ShouldBe([4, 3, 2, 1]);
        Stops([0.5f], new(5, 5, 0.99f, 100, 0))[^1].Error.ShouldBeNull();
        Stops([0.5f], None).ShouldAllBe(stop => !stop.IsOwn);
    }

    [Fact]
    public void EqualProbabilitiesAreBelievedTogether() =>
        Stops([0.9f, 0.9f, 0.9f], None).Select(stop => stop.Believed.Total).ShouldBe([3]);

    private static IReadOnlyList<ThresholdStop> Stops(IReadOnlyList<float> confidences, ErrorPromise promise)
    {
        using BottleneckMatrix matrix = new(1, 1);
        return ThresholdStops.Of(
            ReportedTest.Of(matrix, [.. confidences.Select(sure => (0, new[] { sure, 1 - sure }))], None, null).Manifest.Tested, promise);
    }
}
