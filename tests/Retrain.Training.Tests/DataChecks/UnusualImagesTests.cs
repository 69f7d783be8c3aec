using Retrain.Runtime.Diagnostics;
using Retrain.Training.DataChecks;
using Retrain.Training.Diagnostics;
using Retrain.Training.Splits;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.DataChecks;

public sealed class UnusualImagesTests : IDisposable
{
    private readonly ImageSample sample = new();

    public void Dispose() => sample.Dispose();

    [Fact]
    public void AnImageUnlikeAnyOtherIsAnOutlierEvenWhereItIsThereTwice()
    {
        float[] alone = [.. Enumerable.Range(0, ImageSample.Length).Select(k => k == 20 ? 1f : 0)];
        sample.Add(60, label: 0).Add(60, label: 1).Add(0, alone).Add(0, alone);

        string[] outliers = Outliers([.. Enumerable.Range(0, 121), 120]);

        // A cloud has an edge.
        outliers.Length.ShouldBeInRange(2, 4);
        outliers[..2].ShouldBe([sample.PathOf(120), sample.PathOf(121)]);
    }

    [Fact]
    public void AFewImagesTellNotWhatIsUsual()
    {
        sample.Add(20, label: 0).Add(1, label: 0, shown: 20);

        Outliers([.. Enumerable.Range(0, 21)]).ShouldBeEmpty();
    }

    [Fact]
    public void ASmallCategoryBesideALargeOneIsNamed()
    {
        sample.Add(51, label: 0).Add(10, label: 1).Add(11, label: 2);

        Finding finding = Imbalance.In(sample.Build()).Single();

        finding.Paths.ShouldBe([Path.Combine("photos", "1")]);
        (finding.Label, finding.OtherLabel).ShouldBe(("label 1", "label 0"));
    }

    [Fact]
    public void TurnedAndHugePhotosAreNamed()
    {
        float[] any = [1, .. new float[ImageSample.Length - 1]];
        sample.Add(0, any).Add(0, any, sample.RandomFingerprint(exifOrientation: 6)).Add(0, any, sample.RandomFingerprint(8000, 6000));
        CheckedImages images = sample.Build();

        UnusualFiles.Rotated(images, sample.Fingerprints).Single().Paths.ShouldBe([sample.PathOf(1)]);
        UnusualFiles.Huge(images, sample.Fingerprints).Single().Paths.ShouldBe([sample.PathOf(2)]);
    }

    [Fact]
    public void WhatIsMetWhileReadingIsAFindingTooWhereItIsAboutImages()
    {
        DataDiagnostics.KindOf(ImageDiagnostics.Unreadable("a.jpg", "empty")).ShouldBe(FindingKind.Unreadable);
        DataDiagnostics.KindOf(ImageDiagnostics.TooManyPixels("a.jpg", 1, 1, 1)).ShouldBe(FindingKind.Unreadable);
        DataDiagnostics.KindOf(ImageDiagnostics.Unreachable("a.jpg", "gone")).ShouldBe(FindingKind.Unreadable);
        DataDiagnostics.KindOf(DataDiagnostics.FewImages("a", 3)).ShouldBe(FindingKind.FewImages);
        DataDiagnostics.KindOf(DataDiagnostics.EmptyCategory("a")).ShouldBe(FindingKind.FewImages);
        DataDiagnostics.KindOf(DataDiagnostics.EmptySet("a", Split.Testing, 1)).ShouldBe(FindingKind.EmptySet);
        DataDiagnostics.KindOf(CacheDiagnostics.DatabaseUnusable("cache", "full")).ShouldBeNull();
    }

    private string[] Outliers(IReadOnlyList<int> groups) =>
        [.. Training.DataChecks.Outliers.In(sample.Build(), groups, seed: 1, threads: 2, TestContext.Current.CancellationToken)
            .Select(finding => finding.Paths[0])];
}
