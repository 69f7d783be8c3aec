using System.Diagnostics;
using System.Text.Json;
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
        for (int draw = 0; draw < splits; draw++)
        {
            SeededRandom random = new((ulong)draw);
            ILookup<int, LabeledImage> thirds = Thirds(random);
            BottleneckScale scale = BottleneckScale.Apply(bottlenecks, _ => { }, cancellationToken);
            long start = Stopwatch.GetTimestamp();
            SetSplit([.. thirds[0]], [.. thirds[2]], random);
            LabeledBottlenecks half = bottlenecks with { Images = [.. thirds[0], .. thirds[2]] };
            AccuracyGrowth growth = GrowthMeasurement.Run(half, options.Head, draw, cancellationToken);
            double ms = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            double now = Test(half, draw, cancellationToken);
            int nHalf = half.Examples(Split.Training).Count;
            SetSplit([.. thirds[0], .. thirds[1]], [.. thirds[2]], random);
            double twice = Test(bottlenecks, draw, cancellationToken);
            int nWhole = bottlenecks.Examples(Split.Training).Count;
            scale.Undo(bottlenecks.Matrix);
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                ms,
                nHalf,
                nWhole,
                now,
                twice,
                sizes = growth.Points.Select(p => p.Images),
                right = growth.Points.Select(p => string.Concat(p.AreRight.Select(r => r is true ? '1' : '0'))),
            }));
        }
    }

    private double Test(LabeledBottlenecks images, int draw, CancellationToken cancellationToken)
    {
        SoftmaxHead head = new HeadTraining(options.Head, draw, images).Run(_ => { }, cancellationToken);
        return HeadEvaluation.Of(head, images, Split.Testing, cancellationToken).Accuracy.Fraction;
    }

    private ILookup<int, LabeledImage> Thirds(SeededRandom random) => bottlenecks.Images.GroupBy(image => image.LabelIndex)
        .SelectMany(label => label.Select(image => (image, key: random.NextUInt64())).OrderBy(pair => pair.key).Select((pair, i) => (pair.image, third: i % 3)))
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
}
