using System.Collections;
using System.Collections.Concurrent;
using Retrain.Training.Bottlenecks;
using Retrain.Training.DataChecks;
using Retrain.Training.Heads;
using Retrain.Training.Images;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.DataChecks;

public sealed class DealtFoldsTests
{
    [Fact]
    public void OnlyAsManyHeadsAreTrainedAsGiveEnoughPredictions()
    {
        using ImageSample sample = new ImageSample().Add(25, label: 0).Add(25, label: 1);
        LabeledBottlenecks images = sample.Build();
        ConcurrentBag<(int Head, int Image)> predictions = [];

        ConcurrentDictionary<int, IReadOnlyList<LabeledImage>> trainedOn = [];

        DealtFolds folds = DealtFolds.Deal(images, [.. Enumerable.Range(0, 50)], seed: 1, enough: 11);
        folds.Run(Fit, (head, image, _) => predictions.Add((head, image)));

        folds.Count.ShouldBe(2);
        predictions.ShouldAllBe(prediction => !trainedOn[prediction.Head].Contains(images.Images[prediction.Image]));
        predictions.Select(prediction => prediction.Head).Distinct().Order().ShouldBe([0, 1]);
        predictions.Select(prediction => prediction.Image).ShouldBeUnique();
        predictions.Count.ShouldBe(20);

        SoftmaxHead Fit(Fold fold)
        {
            trainedOn[fold.Number] = fold.Training.Images;
            return new(fold.Training.Matrix.Length, fold.Training.Labels.Count);
        }
    }

    [Fact]
    public void HeadsThatAreTrainedFirstPredictTheSame()
    {
        using ImageSample sample = new ImageSample().Add(25, label: 0).Add(25, label: 1);
        DealtFolds folds = DealtFolds.Deal(sample.Build(), [.. Enumerable.Range(0, 50)], seed: 1, enough: 50);
        ConcurrentDictionary<int, (int Head, float First)> atOnce = [], afterwards = [];

        folds.Run(Fit, (head, image, probabilities) => atOnce[image] = (head, probabilities[0]));
        folds.Predict(folds.Fit(Fit), (head, image, probabilities) => afterwards[image] = (head, probabilities[0]));

        atOnce.Count.ShouldBe(50);
        afterwards.OrderBy(image => image.Key).ShouldBe(atOnce.OrderBy(image => image.Key));
        atOnce.Values.Select(prediction => prediction.First).Distinct().Count().ShouldBeGreaterThan(40);

        static SoftmaxHead Fit(Fold fold) => BriefTraining.Run(
            new HeadOptions { HowManyTrainingSteps = 20 }, fold.Training.Matrix, fold.Training.ToTrainOn, fold.Random,
            TestContext.Current.CancellationToken);
    }

    [Fact]
    public void AreDealtOnce()
    {
        using ImageSample sample = new ImageSample().Add(25, label: 0).Add(25, label: 1);
        CountedGroups groups = new(50);
        DealtFolds folds = DealtFolds.Deal(sample.Build(), groups, seed: 1, enough: 50);
        int dealt = groups.Asked;

        SoftmaxHead[] heads = folds.Fit(fold => new(fold.Training.Matrix.Length, fold.Training.Labels.Count));
        folds.Predict(heads, (_, _, _) => { });

        dealt.ShouldBeInRange(50, 200);
        groups.Asked.ShouldBe(dealt);
    }

    /// <summary>A group for each image, which counts how often it is asked for one.</summary>
    private sealed class CountedGroups(int count) : IReadOnlyList<int>
    {
        public int Asked { get; private set; }

        public int Count => count;

        public int this[int index]
        {
            get
            {
                Asked++;
                return index;
            }
        }

        public IEnumerator<int> GetEnumerator() => Enumerable.Range(0, count).Select(index => this[index]).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
