using CsCheck;
using Retrain.Training.Bottlenecks;
using Retrain.Training.DataChecks;
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
