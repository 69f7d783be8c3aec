using Retrain.Training.Evaluation;

namespace Retrain.Training.Tests.Evaluation;

public sealed class LabelScoreTests
{
    // scikit-learn: f1_score([0, 0, 0, 1, 1], [0, 0, 1, 1, 1], average=None), [0.8, 0.8]; with a third label that none has or got, it is
    // left out of the mean.
    [Fact]
    public void F1IsTheHarmonicMeanOfPrecisionAndRecall()
    {
        LabelScore[] scores = [new("a", 3, 2, 2), new("b", 2, 3, 2), new("c", 0, 0, 0)];

        scores.Select(score => score.F1).ShouldBe([0.8, 0.8, null]);
        LabelScore.MacroF1(scores)!.Value.ShouldBe(0.8, 1e-12);
    }

    [Fact]
    public void F1IsZeroWhereNoneIsRight()
    {
        new LabelScore("a", 3, 0, 0).F1.ShouldBe(0);
        new LabelScore("a", 0, 3, 0).F1.ShouldBe(0);
        LabelScore.MacroF1([new("c", 0, 0, 0)]).ShouldBeNull();
    }
}
