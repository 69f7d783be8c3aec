using System.Diagnostics;
using Retrain.Benchmarks.Measurements;
using Retrain.Benchmarks.Photos;
using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Calibration;
using Retrain.Training.Evaluation;
using Retrain.Training.Heads;
using Retrain.Training.Images;
using Retrain.Training.Options;
using Retrain.Training.Sampling;
using Score = Retrain.Training.Evaluation.Accuracy;

namespace Retrain.Benchmarks.Accuracy;

/// <summary>
/// Trains on a number of photos, as many of each category, of which a ninth validates as in a training with the default values, and tests
/// on all others; the draws of one number differ in nothing else.
/// </summary>
internal sealed class BelievedLabels : IDisposable
{
    private const int ValidationShare = 9;

    private readonly TemporaryFolder temporary = new();
    private readonly RetrainOptions options;
    private readonly BottleneckSource source;
    private readonly LabeledBottlenecks bottlenecks;

    /// <param name="errorPercent">The wanted error.</param>
    public BelievedLabels(PhotoSet photos, double errorPercent)
    {
        options = photos.OptionsIn(temporary);
        options = options with
        {
            Head = options.Head with { BelievedErrorPercent = errorPercent, EvalStepInterval = options.Head.HowManyTrainingSteps },
        };
        Backbone backbone = EfficientNetLite.Load();
        source = new(backbone, options.Bottlenecks, _ => { });
        bottlenecks = source.Load(
            new ImageSet(photos.Folder, IsStrict: false, photos.Categories),
            options.Split, options.Distortions, options.Seed, CancellationToken.None);
        Console.WriteLine($"{bottlenecks.Images.Count} photos of {photos.Folder} on {backbone.Name}, wanted error {errorPercent}%");
    }

    public void Dispose()
    {
        source.Dispose();
        temporary.Dispose();
    }

    public void Measure(int count, int splits, CancellationToken cancellationToken)
    {
        if (count >= bottlenecks.Images.Count)
        {
            Console.WriteLine($"{count,4} images: the set has only {bottlenecks.Images.Count}, so that none would be left to test with");
            return;
        }

        Draw[] draws = [.. Enumerable.Range(0, splits).Select(draw => Run(count, draw, cancellationToken))];
        foreach (IGrouping<double?, Draw> promised in draws.GroupBy(draw => draw.Promise.Percent).OrderBy(group => group.Key ?? 100))
        {
            Score[] believed = [.. promised.Select(draw => draw.Believed)];
            if (promised.Key is not double percent)
            {
                Console.WriteLine($"{count,4} images: none in {promised.Count()} of {splits}");
                continue;
            }

            int total = believed.Sum(accuracy => accuracy.Total);
            int broken = believed.Count(accuracy => accuracy.Total > 0 && (1 - accuracy.Fraction) * 100 > percent);

            // An error above the promised one that a test of its size would show once in twenty times at most.
            int shown = believed.Count(accuracy =>
                accuracy.Total > 0 && ErrorBound.IsWithin(1 - (percent / 100), accuracy.Correct, accuracy.Total));
            Console.WriteLine(
                $"{count,4} images: at most {percent}% in {promised.Count()} of {splits}, broken in {broken}, "
                + $"beyond the noise of the test in {shown}, believed {100.0 * total / promised.Sum(draw => draw.TestCount):F1}%, "
                + $"wrong of these {100.0 * believed.Sum(accuracy => accuracy.Total - accuracy.Correct) / Math.Max(1, total):F2}%");
        }

        Console.WriteLine(
            $"{count,4} images: accuracy {100 * draws.Average(draw => draw.HeldOut.Share):F1}% in the folds, "
            + $"{100 * draws.Average(draw => draw.Tested.Share):F1}% in the test; "
            + $"mean probability {draws.Average(draw => draw.HeldOut.Probability):F4}, "
            + $"{draws.Average(draw => draw.Tested.Probability):F4}; "
            + $"log loss of being right {draws.Average(draw => draw.HeldOut.LogLoss):F4}, "
            + $"{draws.Average(draw => draw.Tested.LogLoss):F4}; "
            + $"folds took {draws.Average(draw => draw.Milliseconds):F0} ms of {draws.Average(draw => draw.AllMilliseconds):F0} ms");
    }

    private static Calibrated ScoreOf(IReadOnlyCollection<HeldOutImage> images) => new(
        images.Average(image => image.IsRight ? 1 : 0),
        images.Average(image => image.Probability),
        images.Average(image => -Math.Log(Math.Max(1e-7, image.IsRight ? image.Probability : 1 - image.Probability))));

    private Draw Run(int count, int draw, CancellationToken cancellationToken)
    {
        Split(count, draw);
        long started = Stopwatch.GetTimestamp();
        BottleneckScale scale = BottleneckScale.Apply(bottlenecks, _ => { }, cancellationToken);
        SoftmaxHead trained = new HeadTraining(options.Head, draw, bottlenecks).Run(_ => { }, cancellationToken);
        using HeldOutImages images = new(bottlenecks, options.Head, draw, cancellationToken);
        (SoftmaxHead head, HeadCalibration calibration) =
            HeadCalibration.Calibrate(trained, bottlenecks, options.Head, images, _ => { }, cancellationToken);
        long calibrated = Stopwatch.GetTimestamp();
        using HeldOutImages again = new(bottlenecks, options.Head, draw, cancellationToken);
        IReadOnlyList<HeldOutImage> heldOut = again.Predict(calibration.Temperature);
        double milliseconds = Stopwatch.GetElapsedTime(calibrated).TotalMilliseconds;
        HeldOutImage[] tested = [.. Test(head)];
        scale.Undo(bottlenecks.Matrix);
        HeldOutImage[] believed = [.. tested.Where(image => image.Probability >= calibration.Promise.Threshold)];
        return new Draw(
            calibration.Promise, new Score(believed.Count(image => image.IsRight), believed.Length), tested.Length,
            ScoreOf(heldOut), ScoreOf(tested),
            milliseconds, Stopwatch.GetElapsedTime(started, calibrated).TotalMilliseconds);
    }

    private IEnumerable<HeldOutImage> Test(SoftmaxHead head)
    {
        float[] probabilities = new float[head.LabelCount];
        foreach (LabeledImage image in bottlenecks.Images.Where(image => image.Split is Training.Images.Split.Testing))
        {
            head.Logits(bottlenecks.Matrix.PaddedRow(image.Row), probabilities);
            CrossEntropy.SoftmaxInPlace(probabilities, image.LabelIndex);
            int predicted = Array.IndexOf(probabilities, probabilities.Max());
            yield return new HeldOutImage(probabilities[predicted], predicted == image.LabelIndex);
        }
    }

    private void Split(int count, int draw)
    {
        SeededRandom random = new((ulong)draw);
        int left = count;
        int categories = bottlenecks.Labels.Count;
        foreach ((int i, IGrouping<int, LabeledImage> category) in bottlenecks.Images.GroupBy(image => image.LabelIndex).Index())
        {
            int share = left / (categories - i);
            left -= share;
            LabeledImage[] known = SelectionSampling.Draw([.. category], share, random);
            HashSet<LabeledImage> validation =
                [.. SelectionSampling.Draw(known, Math.Max(1, (int)Math.Round((double)share / ValidationShare)), random)];
            foreach (LabeledImage image in category)
            {
                image.Split = Training.Images.Split.Testing;
            }

            foreach (LabeledImage image in known)
            {
                image.Split = validation.Contains(image) ? Training.Images.Split.Validation : Training.Images.Split.Training;
            }
        }
    }

    private sealed record Calibrated(double Share, double Probability, double LogLoss);

    private sealed record Draw(
        ErrorPromise Promise,
        Score Believed,
        int TestCount,
        Calibrated HeldOut,
        Calibrated Tested,
        double Milliseconds,
        double AllMilliseconds);
}
