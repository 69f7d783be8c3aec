using Retrain.Benchmarks.Measurements;
using Retrain.Benchmarks.Photos;
using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Heads;
using Retrain.Training.Images;
using Retrain.Training.Options;
using Retrain.Training.Sampling;

namespace Retrain.Benchmarks.Accuracy;

/// <summary>
/// Trains on a few images of each category, drawn at random, and tests on all others; the draws of one number differ in nothing else.
/// </summary>
internal static class SmallSets
{
    private const int Draws = 20;
    private const double StudentsT = 2.093; // 0.975 quantile for one degree of freedom less than draws

    public static void Measure(PhotoSet photos, IReadOnlyList<int> imagesPerCategory, CancellationToken cancellationToken)
    {
        using TemporaryFolder temporary = new();
        RetrainOptions options = photos.OptionsIn(temporary);
        Backbone backbone = EfficientNetLite.Load();
        using BottleneckSource source = new(backbone, options.Bottlenecks, _ => { });
        LabeledBottlenecks bottlenecks = source.Load(
            new ImageSet(photos.Folder, IsStrict: false, photos.Categories),
            options.Split, options.Distortions, options.Seed, cancellationToken);
        Console.WriteLine($"{bottlenecks.Images.Count} photos of {photos.Folder} on {backbone.Name}, {Draws} draws");
        foreach (int count in imagesPerCategory)
        {
            if (photos.Categories.FirstOrDefault(category => category.Images.Count <= count) is Category small)
            {
                Console.WriteLine($"{count,3} of each category  '{small.Label}' has only {small.Images.Count}");
                continue;
            }

            Samples percents = new();
            for (int draw = 0; draw < Draws; draw++)
            {
                Split(bottlenecks, count, draw);
                percents.Add(AccuracyOf(bottlenecks, options, draw, cancellationToken));
            }

            double halfWidth = StudentsT * percents.StandardDeviation / Math.Sqrt(Draws);
            Console.WriteLine(
                $"{count,3} of each category  mean {percents.Mean:F1}%, 95% interval {Math.Max(0, percents.Mean - halfWidth):F1}% to "
                + $"{Math.Min(100, percents.Mean + halfWidth):F1}%, from {percents.Min:F1}% to {percents.Max:F1}%");
        }
    }

    private static void Split(LabeledBottlenecks bottlenecks, int count, int draw)
    {
        SeededRandom random = new((ulong)draw);
        foreach (IGrouping<int, LabeledImage> category in bottlenecks.Images.GroupBy(image => image.LabelIndex))
        {
            HashSet<LabeledImage> drawn = [.. SelectionSampling.Draw([.. category], count, random)];
            foreach (LabeledImage image in category)
            {
                image.Split = drawn.Contains(image) ? Training.Images.Split.Training : Training.Images.Split.Testing;
            }
        }
    }

    // The steps of Retrainer between the split and the graph; a calibration would change no most probable label.
    private static double AccuracyOf(
        LabeledBottlenecks bottlenecks, RetrainOptions options, int draw, CancellationToken cancellationToken)
    {
        HeadOptions head = options.Head with { EvalStepInterval = options.Head.HowManyTrainingSteps };
        BottleneckScale scale = BottleneckScale.Apply(bottlenecks, _ => { }, cancellationToken);
        SoftmaxHead trained = new HeadTraining(head, draw, bottlenecks).Run(_ => { }, cancellationToken);
        double percent = HeadEvaluation.Of(trained, bottlenecks, Training.Images.Split.Testing, cancellationToken).Accuracy.Percent;
        scale.Undo(bottlenecks.Matrix);
        return percent;
    }
}
