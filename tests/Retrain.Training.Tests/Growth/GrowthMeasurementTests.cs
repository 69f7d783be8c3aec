using Retrain.Training.Bottlenecks;
using Retrain.Training.Evaluation;
using Retrain.Training.Growth;
using Retrain.Training.Heads;
using Retrain.Training.Images;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Growth;

public sealed class GrowthMeasurementTests : IDisposable
{
    private static readonly HeadOptions Options = new() { HowManyTrainingSteps = 300, LearningRate = 0.5f };

    private readonly ImageSample sample = new();

    public void Dispose() => sample.Dispose();

    [Fact]
    public void FiveSizesAreDrawnFiveTimesAndEachImageIsTestedOnce()
    {
        AccuracyGrowth growth = Measure(Cloud(200));

        growth.Points.Select(point => point.Part).ShouldBe([16, 8, 4, 2, 1]);
        growth.LeftOut.ShouldBeEmpty();
        growth.Points.ShouldAllBe(point => point.Draws.Count == 5 && point.Accuracy.Total == 600);
        growth.Points[^1].Images.ShouldBe(480);
        growth.Points[1].Images.ShouldBe(60);
        growth.Points.ShouldAllBe(point => point.OfLabels.Sum(label => label.Correct) == point.Accuracy.Correct);
        growth.Points[^1].OfLabels.Select(label => label.Total).ShouldBe([200, 200, 200]);
    }

    [Fact]
    public void MoreImagesOfAHardSetAreForecastToHelp()
    {
        AccuracyGrowth growth = Measure(Cloud(100));

        growth.Points[^1].Accuracy.Fraction.ShouldBeGreaterThan(growth.Points[0].Accuracy.Fraction + 0.05);
        GrowthForecast forecast = growth.Forecast!;
        forecast.Now.ShouldBe(300);
        forecast.Twice.ShouldBe(600);
        forecast.Gain.ShouldBeGreaterThan(0.005);
        forecast.GainInterval.Low.ShouldBeInRange(0, forecast.Gain);
        forecast.GainInterval.High.ShouldBeInRange(forecast.Gain, 0.3);
        (double low, double high) = forecast.Interval(600);
        forecast.Law.Accuracy(600).ShouldBeInRange(low, high);

        // What the law says can be had: a sample of the same kind, and twice as large.
        using ImageSample larger = new(seed: 2);
        Accuracy measured = Measure(Cloud(250, larger)).Points[^1].Accuracy; // 600 images of 750
        measured.Fraction.ShouldBeInRange(low - 0.02, high + 0.02);
    }

    [Fact]
    public void SizesOfTooFewImagesAreLeftOut()
    {
        AccuracyGrowth growth = Measure(Cloud(20));

        growth.LeftOut.ShouldBe([16]);
        growth.Points.Select(point => point.Part).ShouldBe([8, 4, 2, 1]);
    }

    [Fact]
    public void OfTooFewImagesNothingIsForecast()
    {
        AccuracyGrowth growth = Measure(Cloud(2));

        growth.Points.ShouldBeEmpty();
        growth.LeftOut.ShouldBe([16, 8, 4, 2, 1]);
        growth.Forecast.ShouldBeNull();
    }

    [Fact]
    public void ImagesOfOneObjectAreNotDrawnApart()
    {
        // One photo alone: no head can be tested on it that learned from something.
        Random random = new(1);
        float[] bottleneck = [.. Enumerable.Range(0, ImageSample.Length).Select(_ => random.NextSingle())];
        for (int copy = 0; copy < 60; copy++)
        {
            sample.Add(0, bottleneck, bytes: "photo");
        }

        Measure(sample.Build()).Points.ShouldBeEmpty();
    }

    [Fact]
    public void TestImagesAreNotLookedAt()
    {
        LabeledBottlenecks images = Cloud(90);
        foreach ((int i, LabeledImage image) in images.Images.Index())
        {
            image.Split = (Split)(i % 3);
        }

        LabeledBottlenecks known = images with { Images = [.. images.Images.Where(image => image.Split is not Split.Testing)] };

        Rights(Measure(images)).ShouldBe(Rights(Measure(known)));

        static IEnumerable<bool?> Rights(AccuracyGrowth growth) => growth.Points.SelectMany(point => point.AreRight);
    }

    [Fact]
    public void ManyImagesAreSampled()
    {
        sample.Add(10_500, label: 0).Add(10_500, label: 1);

        AccuracyGrowth growth = GrowthMeasurement.Run(
            sample.Build(), new HeadOptions { HowManyTrainingSteps = 20 }, 1, TestContext.Current.CancellationToken);

        (growth.Known, growth.Used).ShouldBe((21_000, 20_000));
        growth.Forecast!.Now.ShouldBe(21_000);
    }

    [Fact]
    public void ItCanBeCancelled()
    {
        LabeledBottlenecks images = Cloud(50);

        Should.Throw<OperationCanceledException>(() => GrowthMeasurement.Run(images, Options, 1, new CancellationToken(canceled: true)));
    }

    // Three labels that overlap.
    private LabeledBottlenecks Cloud(int count, ImageSample? other = null) =>
        (other ?? sample).Add(count, 0, spread: 4).Add(count, 1, spread: 4).Add(count, 2, spread: 4).Build();

    private static AccuracyGrowth Measure(LabeledBottlenecks images) =>
        GrowthMeasurement.Run(images, Options, 1, TestContext.Current.CancellationToken);
}
