using System.Diagnostics;
using System.Numerics.Tensors;
using Retrain.Training.Bottlenecks;
using Retrain.Training.DataChecks;
using Retrain.Training.Evaluation;
using Retrain.Training.Events;
using Retrain.Training.Heads;
using Retrain.Training.Images;
using Retrain.Training.Sampling;

namespace Retrain.Training.Growth;

/// <summary>
/// Trains heads that score as the trained one on parts of the images, and tests each on those that were held out from it. The testing set
/// is not looked at.
/// </summary>
internal sealed class GrowthMeasurement
{
    // The work must not grow with the number of photos.
    private const int MostImages = 20_000;

    // On average. From fewer, accuracy says more about the photos that were drawn than about their number.
    private const int FewestOfLabel = 2;

    // Draws of its own: neither the head's weights nor its batches depend on it.
    private const ulong Stream = 0x47524F5754480000;

    private static readonly int[] Parts = [16, 8, 4, 2, 1];

    private readonly LabeledBottlenecks images;
    private readonly IReadOnlyList<int> groups;
    private readonly DealtFolds folds;
    private readonly Dictionary<LabeledImage, int> indices;
    private readonly HeadOptions options;
    private readonly ulong seed;
    private readonly CancellationToken cancellationToken;

    private GrowthMeasurement(LabeledBottlenecks images, HeadOptions options, ulong seed, CancellationToken cancellationToken)
    {
        this.images = images;
        this.options = options;
        this.seed = seed;
        this.cancellationToken = cancellationToken;
        groups = TwinGroups.OfSplit(images);
        folds = DealtFolds.Deal(images, groups, seed, enough: int.MaxValue);
        indices = images.Images.Index().ToDictionary(image => image.Item, image => image.Index);
    }

    /// <summary>Measures, and reports what was found and what it cost.</summary>
    /// <inheritdoc cref="Run" />
    /// <param name="report">Told of the accuracies.</param>
    public static void Report(
        LabeledBottlenecks images, HeadOptions options, long seed, Action<TrainingEvent> report, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        AccuracyGrowth growth = Run(images, options, seed, cancellationToken);
        report(new GrowthMeasured(growth, growth.Points.Sum(point => point.Draws.Count), Stopwatch.GetElapsedTime(started)));
    }

    /// <summary>Measures the accuracy with a sixteenth, an eighth, a quarter, a half and all of the images that a fold leaves.</summary>
    /// <param name="images">The images, as the head is trained on them.</param>
    /// <param name="options">The options with which the head is trained.</param>
    /// <param name="seed">Determines the draws and the batches.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static AccuracyGrowth Run(LabeledBottlenecks images, HeadOptions options, long seed, CancellationToken cancellationToken)
    {
        ulong own = (ulong)seed ^ Stream;
        LabeledImage[] known = [.. images.Images.Where(image => image.Split is not Split.Testing)];
        LabeledBottlenecks used = images with { Images = SelectionSampling.Draw(known, MostImages, new SeededRandom(own ^ 1)) };
        GrowthMeasurement measurement = new(used, options, own, cancellationToken);

        int whole = used.Images.Count * (CrossValidation.FoldCount - 1) / CrossValidation.FoldCount;
        ILookup<bool, int> parts = Parts.ToLookup(part => whole / part >= FewestOfLabel * images.Labels.Count);
        GrowthPoint[] points = [.. parts[true].Select(measurement.Measure).Where(point => point.Accuracy.Total > 0)];
        return new AccuracyGrowth
        {
            Known = known.Length,
            Used = used.Images.Count,
            Points = points,
            LeftOut = [.. parts[false]],
            Forecast = GrowthForecast.Of(known.Count(image => image.Split is Split.Training), points, measurement.groups, own ^ 2),
        };
    }

    // The folds are the same for each part, and of what a fold leaves each part contains the smaller ones.
    private GrowthPoint Measure(int part)
    {
        int[] sizes = new int[CrossValidation.FoldCount];
        int[] draws = new int[images.Images.Count];
        bool?[] areRight = new bool?[images.Images.Count];
        folds.Run(Fit, (head, image, probabilities) =>
        {
            draws[image] = head;

            // Logits that overflow say nothing, even where they happen to be largest at the right label.
            int predicted = TensorPrimitives.IndexOfMax<float>(probabilities);
            areRight[image] = float.IsFinite(probabilities[predicted]) && predicted == images.Images[image].LabelIndex;
        });
        return new GrowthPoint(part, sizes.Take(folds.Count).DefaultIfEmpty().Average(), areRight)
        {
            Draws = AccuracyOfEach(folds.Count, image => draws[image]),
            OfLabels = AccuracyOfEach(images.Labels.Count, image => images.Images[image].LabelIndex),
        };

        SoftmaxHead Fit(Fold fold)
        {
            LabeledImage[] drawn = [.. Draw(fold.Training.Images, part, new SeededRandom(seed ^ 4 ^ ((ulong)fold.Number << 8)))];
            sizes[fold.Number] = drawn.Length;
            IReadOnlyList<IReadOnlyList<Example>> examples = (fold.Training with { Images = drawn }).ToTrainOn;
            return BriefTraining.Run(options, fold.Training.Matrix, examples, fold.Random, cancellationToken);
        }

        Accuracy[] AccuracyOfEach(int count, Func<int, int> kind)
        {
            (int Right, int Total)[] counts = new (int, int)[count];
            foreach ((int image, bool? isRight) in areRight.Index().Where(image => image.Item is not null))
            {
                (int right, int total) = counts[kind(image)];
                counts[kind(image)] = (right + (isRight is true ? 1 : 0), total + 1);
            }

            return [.. counts.Select(each => new Accuracy(each.Right, each.Total))];
        }
    }

    // The same part of each label, in whole groups: more photos are photos of more objects.
    private IEnumerable<LabeledImage> Draw(IReadOnlyList<LabeledImage> training, int part, SeededRandom random)
    {
        Dictionary<int, ulong> order = [];
        foreach (LabeledImage image in training)
        {
            order.TryAdd(groups[indices[image]], random.NextUInt64());
        }

        return training.GroupBy(image => image.LabelIndex).SelectMany(label => label
            .OrderBy(image => order[groups[indices[image]]])
            .Take(Math.Max(1, (int)Math.Round((double)label.Count() / part))));
    }
}
