using Retrain.Training.Bottlenecks;
using Retrain.Training.Calibration;
using Retrain.Training.Heads;
using Retrain.Training.Images;
using Retrain.Training.Sampling;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Calibration;

public sealed class HeldOutImagesTests
{
    [Fact]
    public void NoHeadPredictsWhatItWasTrainedOn()
    {
        // Labels by chance in a space of so many dimensions that a head remembers any of them.
        using ImageSample sample = new();
        Random random = new(1);
        for (int i = 0; i < 20; i++)
        {
            sample.Add(i % 2, [.. Enumerable.Range(0, ImageSample.Length).Select(_ => random.NextSingle() - 0.5f)]);
        }

        LabeledBottlenecks images = sample.Build();
        HeadOptions options = new() { LearningRate = 10, HowManyTrainingSteps = 1000 };

        SoftmaxHead head = new HeadTraining(options, 1, images).Run(_ => { }, TestContext.Current.CancellationToken);
        IReadOnlyList<HeldOutImage> heldOut = Predict(images, 1, options);

        HeadEvaluation.Of(head, images, Split.Training, TestContext.Current.CancellationToken).Accuracy.Fraction.ShouldBe(1);
        heldOut.Count.ShouldBe(20);
        heldOut.Count(image => image.IsRight).ShouldBeInRange(3, 17);
    }

    [Fact]
    public void CopiesCountOnce()
    {
        using ImageSample sample = new();
        Random random = new(1);
        for (int photo = 0; photo < 30; photo++)
        {
            float[] bottleneck = [.. Enumerable.Range(0, ImageSample.Length).Select(_ => random.NextSingle() - 0.5f)];
            for (int copy = 0; copy < 12; copy++)
            {
                sample.Add(photo % 2, bottleneck, bytes: $"photo {photo}");
            }
        }

        Predict(sample.Build(), 1, new HeadOptions()).Count.ShouldBe(30);
    }

    [Fact]
    public void OfManyImagesNotAllArePredicted()
    {
        using ImageSample sample = new();
        sample.Add(3000, label: 0).Add(3000, label: 1);

        Predict(sample.Build(), 1, new HeadOptions())
            .Count.ShouldBe(4800); // four fifths
    }

    [Fact]
    public void TestImagesAreNotLookedAt()
    {
        using ImageSample sample = new();
        sample.Add(30, label: 0).Add(30, label: 1);
        LabeledBottlenecks images = sample.Build();
        foreach ((int i, LabeledImage image) in images.Images.Index())
        {
            image.Split = (Split)(i % 3);
        }

        int known = images.Images.Count(image => image.Split is not Split.Testing);
        LabeledBottlenecks without = images with { Images = [.. images.Images.Where(image => image.Split is not Split.Testing)] };

        IReadOnlyList<HeldOutImage> heldOut = Predict(images, 1.5, new HeadOptions());

        heldOut.Count.ShouldBe(known);
        heldOut.ShouldBe(Predict(without, 1.5, new HeadOptions()));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(100)]
    [InlineData(4000)]
    public void ABriefTrainingScoresAsALongOne(int steps)
    {
        using ImageSample sample = new();
        sample.Add(60, label: 0, spread: 2).Add(60, label: 1, spread: 2).Add(60, label: 2, spread: 2).Add(10, label: 0, shown: 1);
        LabeledBottlenecks images = sample.Build();
        HeadOptions options = new() { LearningRate = 0.5f, HowManyTrainingSteps = steps, TrainBatchSize = -1 };

        SoftmaxHead full = new HeadTraining(options, 1, images).Run(_ => { }, TestContext.Current.CancellationToken);
        SoftmaxHead brief = BriefTraining.Run(
            options, images.Matrix, images.Training, new SeededRandom(2), TestContext.Current.CancellationToken);

        double expected = CrossEntropyOf(full);
        CrossEntropyOf(brief).ShouldBe(expected, 0.05 * expected);

        double CrossEntropyOf(SoftmaxHead head) =>
            HeadEvaluation.Of(head, images, Split.Training, TestContext.Current.CancellationToken).CrossEntropy;
    }

    private static IReadOnlyList<HeldOutImage> Predict(LabeledBottlenecks images, double temperature, HeadOptions options)
    {
        using HeldOutImages heldOut = new(images, options, seed: 1, TestContext.Current.CancellationToken);
        return heldOut.Predict(temperature);
    }
}
