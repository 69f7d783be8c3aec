using Retrain.Training.Bottlenecks;
using Retrain.Training.DataChecks;
using Retrain.Training.Images;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.DataChecks;

public sealed class TwinsTests : IDisposable
{
    private static readonly float[] Seen = [.. Enumerable.Range(0, ImageSample.Length).Select(k => k < 16 ? 1f : 0)];
    private static readonly float[] SeenAlike = [.. Enumerable.Range(0, ImageSample.Length).Select(k => k < 17 ? 1f : 0)];
    private static readonly float[] SeenElsewhere = [.. Enumerable.Range(0, ImageSample.Length).Select(k => k < 16 ? 0 : 1f)];

    private readonly ImageSample sample = new();

    public void Dispose() => sample.Dispose();

    [Fact]
    public void PhotosThatNetworkAndPixelsKnowAgainAreTwins()
    {
        Fingerprint fingerprint = sample.RandomFingerprint();
        sample.Add(0, Seen, fingerprint).Add(0, SeenAlike, fingerprint);

        Find(sample.Build()).ShouldBe([(1, 0)]);
    }

    [Fact]
    public void WhatOnlyTheNetworkTakesForTheSameIsNone()
    {
        sample.Add(0, Seen).Add(0, SeenAlike);

        Find(sample.Build()).ShouldBeEmpty();
    }

    [Fact]
    public void WhatTheNetworkContradictsIsNone()
    {
        Fingerprint fingerprint = sample.RandomFingerprint();
        sample.Add(0, Seen, fingerprint).Add(0, SeenElsewhere, fingerprint);

        Find(sample.Build()).ShouldBeEmpty();
    }

    [Fact]
    public void FilesOfEqualBytesAreExactDuplicatesAndNotNearOnes()
    {
        Fingerprint fingerprint = sample.RandomFingerprint();
        sample.Add(0, Seen, fingerprint, bytes: "same").Add(0, Seen, fingerprint, bytes: "same").Add(1, Seen, fingerprint, bytes: "same");
        LabeledBottlenecks images = sample.Build();

        Find(images).ShouldBeEmpty();
        Duplicates.Exact(images).Single().Paths.ShouldBe([sample.PathOf(1), sample.PathOf(0)]);
        Finding conflict = ConflictingLabels.In(images, []).Single();
        conflict.Paths.ShouldBe([sample.PathOf(2), sample.PathOf(0)]);
        (conflict.Label, conflict.OtherLabel).ShouldBe(("label 1", "label 0"));
        TwinGroups.Of(images, []).ShouldBe([0, 0, 0]);
    }

    [Fact]
    public void TwinsOfTwinsAreOneGroup()
    {
        sample.Add(6, label: 0);

        TwinGroups.Of(sample.Build(), [new Twins(3, 1, 1), new Twins(5, 3, 1), new Twins(4, 2, 1)]).ShouldBe([0, 1, 2, 1, 2, 1]);
    }

    [Fact]
    public void OfManyTwinsOnlyTheNearestIsNamed()
    {
        sample.Add(4, label: 0);
        Twins[] twins = [new(2, 0, 0.95f), new(2, 1, 0.99f), new(3, 0, 0.97f)];

        Duplicates.Near(sample.Build(), twins).Select(finding => finding.Paths).ShouldBe(
            [[sample.PathOf(2), sample.PathOf(1)], [sample.PathOf(3), sample.PathOf(0)]]);
    }

    [Fact]
    public void TwinsUnderOneLabelAreDuplicatesAndUnderTwoAConflict()
    {
        sample.Add(0, Seen).Add(0, SeenAlike).Add(1, Seen);
        LabeledBottlenecks images = sample.Build();
        Twins[] twins = [new(1, 0, 0.95f), new(2, 0, 0.97f)];

        Duplicates.Near(images, twins).Single().Paths.ShouldBe([sample.PathOf(1), sample.PathOf(0)]);
        ConflictingLabels.In(images, twins).Single().Paths.ShouldBe([sample.PathOf(2), sample.PathOf(0)]);
    }

    [Fact]
    public void TestImagesThatAreTrainedOnLeak()
    {
        sample.Add(20, label: 0).Add(20, label: 1).Add(0, Seen, split: Split.Testing).Add(1, SeenElsewhere, split: Split.Testing);
        LabeledBottlenecks images = sample.Build();

        Finding leakage = Leakage.In(
            images, [new Twins(40, 3, 1), new Twins(41, 40, 1)], "photos", 1, TestContext.Current.CancellationToken).Single();

        leakage.Paths.ShouldBe([sample.PathOf(40)]);
        leakage.Score.ShouldBe(0.5);
        leakage.Diagnostic.Message.ShouldContain("1 of 2 test images shows a photo that is also trained on");
        Leakage.In(images, [new Twins(4, 3, 1)], "photos", 1, TestContext.Current.CancellationToken).ShouldBeEmpty();
    }

    private (int, int)[] Find(LabeledBottlenecks images) =>
        [.. TwinSearch.Find(images, sample.Fingerprints, threads: 2, TestContext.Current.CancellationToken)
            .Select(pair => (pair.First, pair.Second))];
}
