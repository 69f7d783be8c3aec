using Retrain.Training.DataChecks;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.DataChecks;

public sealed class ImbalanceTests : IDisposable
{
    private readonly ImageSample sample = new();

    public void Dispose() => sample.Dispose();

    [Fact]
    public void ASmallCategoryBesideALargeOneIsNamed()
    {
        sample.Add(51, label: 0).Add(10, label: 1).Add(11, label: 2);

        Finding finding = Imbalance.In(sample.Build()).Single();

        finding.Paths.ShouldBe([Path.Combine("photos", "1")]);
        (finding.Label, finding.OtherLabel).ShouldBe(("label 1", "label 0"));
    }
}
