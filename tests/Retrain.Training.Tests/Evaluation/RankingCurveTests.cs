using CsCheck;
using Retrain.Training.Evaluation;

namespace Retrain.Training.Tests.Evaluation;

public sealed class RankingCurveTests
{
    private static readonly Gen<(float Probability, bool HasLabel)[]> Images =
        Gen.Select(Gen.Int[0, 12], Gen.Bool, (tenth, hasLabel) => (tenth / 12f, hasLabel)).Array[1, 60];

    // The numbers of scikit-learn's documentation of roc_auc_score and average_precision_score, and some with ties by hand.
    [Theory]
    [InlineData("0.1 0.4 0.35 0.8", "0011", 0.75, 0.8333333333)]
    [InlineData("0.9 0.8 0.7", "110", 1.0, 1.0)]
    [InlineData("0.9 0.8 0.7", "001", 0.0, 0.3333333333)]
    [InlineData("0.5 0.5 0.5 0.5", "1010", 0.5, 0.5)]
    [InlineData("0.9 0.5 0.5 0.1", "1100", 0.875, 0.8333333333)]
    [InlineData("0.9 0.9 0.5 0.5 0.1", "01011", 0.3333333333, 0.5333333333)]
    public void TheAreasAreThoseOfScikitLearn(string probabilities, string labels, double area, double averagePrecision)
    {
        RankingCurve curve = Of(
            [.. probabilities.Split(' ').Select(text => float.Parse(text, System.Globalization.CultureInfo.InvariantCulture))],
            [.. labels.Select(label => label == '1')]);

        curve.RocArea!.Value.ShouldBe(area, 1e-9);
        curve.AveragePrecision!.Value.ShouldBe(averagePrecision, 1e-9);
    }

    [Fact]
    public void WithoutImagesOfBothKindsThereIsNoArea()
    {
        Of([0.1f, 0.2f], [true, true]).RocArea.ShouldBeNull();
        Of([0.1f, 0.2f], [true, true]).AveragePrecision.ShouldBe(1);
        Of([0.1f, 0.2f], [false, false]).AveragePrecision.ShouldBeNull();
        Of([], []).RocArea.ShouldBeNull();
    }

    [Fact]
    public void TheAreaIsTheShareOfPairsInTheRightOrder() => Images.Sample(images =>
    {
        double[] pairs =
        [
            .. from own in images
               where own.HasLabel
               from other in images
               where !other.HasLabel
               select own.Probability > other.Probability ? 1 : own.Probability == other.Probability ? 0.5 : 0,
        ];
        RankingCurve curve = Of(images);

        (curve.RocArea is null).ShouldBe(pairs.Length == 0);
        (curve.RocArea ?? 0).ShouldBe(pairs.DefaultIfEmpty().Average(), 1e-9);
    });

    [Fact]
    public void TheAveragePrecisionIsTheMeanOverTheImagesOfTheLabel() => Images.Sample(images =>
    {
        double[] precisions =
        [
            .. images.Where(image => image.HasLabel).Select(own => images.Where(image => image.Probability >= own.Probability)
                .Average(image => image.HasLabel ? 1.0 : 0)),
        ];

        (Of(images).AveragePrecision ?? 0).ShouldBe(precisions.DefaultIfEmpty().Average(), 1e-9);
    });

    [Fact]
    public void FewPointsDrawTheSameCurve() => Images.Sample(images =>
    {
        RankingCurve curve = Of(images);
        IReadOnlyList<RankingPoint> drawn = curve.ToDraw(int.MaxValue);

        double Area(IReadOnlyList<RankingPoint> points) =>
            points.Zip(points.Skip(1), (from, to) => (to.Wrong - from.Wrong) * (from.Right + to.Right) / 2.0).Sum();
        Area(drawn).ShouldBe(Area(curve.Points), 1e-9);
        IReadOnlyList<RankingPoint> few = curve.ToDraw(5);
        few.Count.ShouldBeLessThanOrEqualTo(5);
        few[0].ShouldBe(new RankingPoint(0, 0));
        few[^1].ShouldBe(new RankingPoint(curve.Positives, curve.Negatives));
    });

    private static RankingCurve Of(IReadOnlyCollection<float> probabilities, IReadOnlyCollection<bool> haveLabel) =>
        new(probabilities, haveLabel);

    private static RankingCurve Of((float Probability, bool HasLabel)[] images) =>
        Of([.. images.Select(image => image.Probability)], [.. images.Select(image => image.HasLabel)]);
}
