using System.Diagnostics;
using Retrain.Benchmarks.Measurements;
using Retrain.Benchmarks.Photos;
using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Growth;
using Retrain.Training.Heads;
using Retrain.Training.Images;
using Retrain.Training.Options;
using Retrain.Training.Sampling;
using Split = Retrain.Training.Images.Split;

namespace Retrain.Benchmarks.Accuracy;

/// <summary>Forecasts from a third of the photos what two thirds give, and tests on the last third.</summary>
internal sealed class MorePhotos : IDisposable
{
    private const int ValidationShare = 9;

    private readonly TemporaryFolder temporary = new();
    private readonly RetrainOptions options;
    private readonly BottleneckSource source;
    private readonly LabeledBottlenecks bottlenecks;

    public MorePhotos(PhotoSet photos)
    {
        options = photos.OptionsIn(temporary);
        options = options with { Head = options.Head with { EvalStepInterval = options.Head.HowManyTrainingSteps } };
        Backbone backbone = EfficientNetLite.Load();
        source = new(backbone, options.Bottlenecks, _ => { });
        bottlenecks = source.Load(
            new ImageSet(photos.Folder, IsStrict: false, photos.Categories),
            options.Split, options.Distortions, options.Seed, CancellationToken.None);
        Console.WriteLine($"{bottlenecks.Images.Count} photos of {photos.Folder} on {backbone.Name}");
    }

    public void Dispose()
    {
        source.Dispose();
        temporary.Dispose();
    }

    public void Measure(int splits, CancellationToken cancellationToken)
    {
        Draw[] draws = [.. Enumerable.Range(0, splits).Select(draw => Run(draw, cancellationToken)).OfType<Draw>()];
        if (draws.Length == 0)
        {
            Console.WriteLine("too few photos for a forecast");
            return;
        }

        // The accuracy that a forecast is about is not that of one draw and its test photos, but the mean of all.
        double now = draws.Average(draw => draw.Now);
        double twice = draws.Average(draw => draw.Twice);
        foreach (int i in Enumerable.Range(0, draws[0].Points.Count))
        {
            double accuracy = draws.Average(draw => draw.Points[i].Accuracy.Fraction);
            Console.WriteLine($"{draws[0].Points[i].Images,6:F0} photos: {Percent(accuracy)} in the folds");
        }

        string fitted = Percent(draws.Average(draw => At(draw, draw.Forecast.Now)));
        string forecast = Percent(draws.Average(draw => At(draw, draw.TwiceImages)));
        Console.WriteLine($"{draws[0].Forecast.Now,6} photos: {Percent(now)} in the test, {fitted} fitted");
        Console.WriteLine($"{draws[0].TwiceImages,6} photos: {Percent(twice)} in the test, {forecast} forecast");
        Print("accuracy", twice, [.. draws.Select(draw => (At(draw, draw.TwiceImages), draw.Forecast.Interval(draw.TwiceImages)))]);
        Print("gain", twice - now, [.. draws.Select(draw => (draw.Forecast.Gain, draw.Forecast.GainInterval))]);
        Console.WriteLine(
            $"exponent {draws.Average(draw => draw.Forecast.Law.Exponent):F2}, "
            + $"floor {Percent(draws.Average(draw => draw.Forecast.Law.Floor))}; "
            + $"a forecast took {draws.Average(draw => draw.Milliseconds):F0} ms");
    }

    private static double At(Draw draw, int images) => draw.Forecast.Law.Accuracy(images);

    private static string Percent(double fraction) => $"{100 * fraction:F2}%";

    private static void Print(string name, double measured, (double Value, (double Low, double High) Interval)[] forecasts)
    {
        double off = Math.Sqrt(forecasts.Average(forecast => Math.Pow(forecast.Value - measured, 2)));
        int within = forecasts.Count(forecast => forecast.Interval.Low <= measured && measured <= forecast.Interval.High);
        Console.WriteLine(
            $"{name}: measured {100 * measured:F2}, forecast {100 * forecasts.Average(forecast => forecast.Value):F2} points, "
            + $"off by {100 * off:F2} (root mean square), "
            + $"interval of {100 * forecasts.Average(forecast => forecast.Interval.High - forecast.Interval.Low):F2} "
            + $"contains it in {within} of {forecasts.Length}");
    }

    private Draw? Run(int draw, CancellationToken cancellationToken)
    {
        SeededRandom random = new((ulong)draw);
        ILookup<int, LabeledImage> thirds = Thirds(random);
        BottleneckScale scale = BottleneckScale.Apply(bottlenecks, _ => { }, cancellationToken);
        SetSplit([.. thirds[0]], [.. thirds[2]], random);
        LabeledBottlenecks half = bottlenecks with { Images = [.. thirds[0], .. thirds[2]] };
        long started = Stopwatch.GetTimestamp();
        AccuracyGrowth growth = GrowthMeasurement.Run(half, options.Head, draw, cancellationToken);
        double milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        double now = Test(half, draw, cancellationToken);
        SetSplit([.. thirds[0], .. thirds[1]], [.. thirds[2]], random);
        double twice = Test(bottlenecks, draw, cancellationToken);
        scale.Undo(bottlenecks.Matrix);
        return growth.Forecast is null ? null
            : new Draw(growth.Points, growth.Forecast, now, twice, bottlenecks.Examples(Split.Training).Length, milliseconds);
    }

    private double Test(LabeledBottlenecks images, int draw, CancellationToken cancellationToken)
    {
        SoftmaxHead head = new HeadTraining(options.Head, draw, images).Run(_ => { }, cancellationToken);
        return HeadEvaluation.Of(head, images, Split.Testing, cancellationToken).Accuracy.Fraction;
    }

    private ILookup<int, LabeledImage> Thirds(SeededRandom random) => bottlenecks.Images.GroupBy(image => image.LabelIndex)
        .SelectMany(label => label.Select(image => (image, key: random.NextUInt64())).OrderBy(pair => pair.key)
            .Select((pair, i) => (pair.image, third: i % 3)))
        .ToLookup(pair => pair.third, pair => pair.image);

    private static void SetSplit(LabeledImage[] known, LabeledImage[] testing, SeededRandom random)
    {
        foreach (LabeledImage image in testing)
        {
            image.Split = Split.Testing;
        }

        foreach (LabeledImage image in known)
        {
            image.Split = Split.Training;
        }

        foreach (LabeledImage image in SelectionSampling.Draw(known, known.Length / ValidationShare, random))
        {
            image.Split = Split.Validation;
        }
    }

    private sealed record Draw(
        IReadOnlyList<GrowthPoint> Points, GrowthForecast Forecast, double Now, double Twice, int TwiceImages, double Milliseconds);
}
