using Retrain.Training.Bottlenecks;
using Retrain.Training.DataChecks;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.DataChecks;

public sealed class LabelErrorsTests : IDisposable
{
    private readonly ImageSample sample = new();

    public void Dispose() => sample.Dispose();

    [Fact]
    public void ImagesInAnotherCategoryAreFoundWithTheirOwn()
    {
        sample.Add(60, label: 0).Add(3, label: 0, shown: 1).Add(60, label: 1).Add(3, label: 2, shown: 0).Add(60, label: 2);

        Finding[] findings = Find();

        findings.Select(finding => finding.Paths[0]).Order(StringComparer.Ordinal)
            .ShouldBe([.. new[] { 60, 61, 62, 123, 124, 125 }.Select(sample.PathOf).Order(StringComparer.Ordinal)]);
        findings.ShouldAllBe(finding => finding.OtherLabel == (finding.Label == "label 0" ? "label 1" : "label 0"));
        findings.Select(finding => finding.Score).ShouldBeInOrder(SortDirection.Descending);
    }

    [Fact]
    public void NoneIsFoundWhereAllAreRight()
    {
        sample.Add(60, label: 0).Add(60, label: 1).Add(20, label: 2);

        Find().ShouldBeEmpty();
    }

    [Fact]
    public void NoneIsFoundAmongAHandfulOfImages()
    {
        sample.Add(2, label: 0).Add(1, label: 1);

        Find().ShouldBeEmpty();
    }

    [Fact]
    public void ATwinDoesNotVouchForAWrongLabel()
    {
        sample.Add(60, label: 0).Add(60, label: 1);
        float[] ofLabelOne = [.. Enumerable.Range(0, ImageSample.Length).Select(k => k == 1 ? 1f : 0.02f)];
        for (int copy = 0; copy < 3; copy++)
        {
            sample.Add(label: 0, ofLabelOne);
        }

        Find(groupOf: i => Math.Min(i, 120)).Length.ShouldBe(3);
    }

    private Finding[] Find(Func<int, int>? groupOf = null)
    {
        LabeledBottlenecks images = sample.Build();
        int[] groups = [.. Enumerable.Range(0, images.Images.Count).Select(groupOf ?? (i => i))];
        return [.. LabelErrors.In(images, CrossValidation.Run(images, groups, seed: 1, TestContext.Current.CancellationToken))];
    }
}
