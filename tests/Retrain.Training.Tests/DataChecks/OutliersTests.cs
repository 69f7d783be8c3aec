using Retrain.Training.DataChecks;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.DataChecks;

public sealed class OutliersTests : IDisposable
{
    private readonly ImageSample sample = new();

    public void Dispose() => sample.Dispose();

    [Fact]
    public void AnImageUnlikeAnyOtherIsAnOutlierEvenWhereItIsThereTwice()
    {
        float[] alone = [.. Enumerable.Range(0, ImageSample.Length).Select(k => k == 20 ? 1f : 0)];
        sample.Add(60, label: 0).Add(60, label: 1).Add(0, alone).Add(0, alone);

        string[] outliers = Found([.. Enumerable.Range(0, 121), 120]);

        // A cloud has an edge.
        outliers.Length.ShouldBeInRange(2, 4);
        outliers[..2].ShouldBe([sample.PathOf(120), sample.PathOf(121)]);
    }

    [Fact]
    public void AFewImagesDoNotShowWhatIsUsual()
    {
        sample.Add(20, label: 0).Add(1, label: 0, shown: 20);

        Found([.. Enumerable.Range(0, 21)]).ShouldBeEmpty();
    }

    private string[] Found(IReadOnlyList<int> groups) =>
        [.. Outliers.In(sample.Build(), groups, seed: 1, threads: 2, TestContext.Current.CancellationToken)
            .Select(finding => finding.Paths[0])];
}
