using System.Collections.Concurrent;
using CsCheck;
using Retrain.Training.Bottlenecks;
using Retrain.Training.DataChecks;
using Retrain.Training.Heads;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.DataChecks;

public sealed class CrossValidationTests
{
    [Fact]
    public void EveryImageIsJudgedByProbabilities() => Gen.Int[1, 12].Array[2, 4].Sample(
        counts =>
        {
            using ImageSample sample = new();
            for (int label = 0; label < counts.Length; label++)
            {
                sample.Add(counts[label], label);
            }

            LabeledBottlenecks images = sample.Build();
            CrossValidation validation = CrossValidation.Run(
                images, [.. Enumerable.Range(0, images.Images.Count)], seed: 1, TestContext.Current.CancellationToken);

            validation.Probabilities.Count.ShouldBe(images.Images.Count);
            validation.Probabilities.ShouldAllBe(probabilities => Math.Abs(probabilities.Sum() - 1) < 1e-4);
        },
        iter: 20);

    [Fact]
    public void OneGroupAloneLeavesEveryLabelAsLikely()
    {
        using ImageSample sample = new ImageSample().Add(4, label: 0).Add(4, label: 1);

        CrossValidation validation = CrossValidation.Run(sample.Build(), new int[8], seed: 1, TestContext.Current.CancellationToken);

        validation.Probabilities.ShouldAllBe(probabilities => probabilities[0] == 0.5f && probabilities[1] == 0.5f);
    }

    [Fact]
    public void OnlyAsManyHeadsAreTrainedAsGiveEnoughPredictions()
    {
        using ImageSample sample = new ImageSample().Add(25, label: 0).Add(25, label: 1);
        LabeledBottlenecks images = sample.Build();
        ConcurrentBag<(int Head, int Image)> predictions = [];

        int heads = CrossValidation.Run(images, [.. Enumerable.Range(0, 50)], seed: 1, enough: 11, Fit, (fold, image, _) =>
        {
            fold.Training.Images.ShouldNotContain(images.Images[image]);
            predictions.Add((fold.Number, image));
        });

        heads.ShouldBe(2);
        predictions.Select(prediction => prediction.Head).Distinct().Order().ShouldBe([0, 1]);
        predictions.Select(prediction => prediction.Image).ShouldBeUnique();
        predictions.Count.ShouldBe(20);

        static SoftmaxHead Fit(Fold fold) => new(fold.Training.Matrix.Length, fold.Training.Labels.Count);
    }

    [Fact]
    public void TheSameSeedGivesTheSameProbabilities()
    {
        using ImageSample sample = new ImageSample().Add(30, label: 0).Add(30, label: 1);
        LabeledBottlenecks images = sample.Build();

        float[][] Run(ulong seed) =>
            [.. CrossValidation.Run(images, [.. Enumerable.Range(0, 60)], seed, TestContext.Current.CancellationToken).Probabilities];

        Run(3).SelectMany(row => row).ShouldBe(Run(3).SelectMany(row => row));
        Run(3).SelectMany(row => row).ShouldNotBe(Run(4).SelectMany(row => row));
    }

    [Fact]
    public void CategoriesThatShowTheSameAreSimilar()
    {
        using ImageSample sample = new ImageSample().Add(40, label: 0).Add(40, label: 1, shown: 3).Add(40, label: 2, shown: 3);
        LabeledBottlenecks images = sample.Build();

        Finding finding = SimilarCategories.In(
            images, CrossValidation.Run(images, [.. Enumerable.Range(0, 120)], seed: 1, TestContext.Current.CancellationToken)).Single();

        (finding.Label, finding.OtherLabel).ShouldBe(("label 1", "label 2"));
        finding.Paths.ShouldBe([Path.Combine("photos", "1"), Path.Combine("photos", "2")]);
    }
}
