using Retrain.Training.Bottlenecks;
using Retrain.Training.DataChecks;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.DataChecks;

public sealed class UnusualFilesTests : IDisposable
{
    private readonly ImageSample sample = new();

    public void Dispose() => sample.Dispose();

    [Fact]
    public void TurnedAndHugePhotosAreNamed()
    {
        float[] any = [1, .. new float[ImageSample.Length - 1]];
        sample.Add(0, any).Add(0, any, sample.RandomFingerprint(exifOrientation: 6)).Add(0, any, sample.RandomFingerprint(8000, 6000));
        LabeledBottlenecks images = sample.Build();

        UnusualFiles.Rotated(images, sample.Fingerprints).Single().Paths.ShouldBe([sample.PathOf(1)]);
        UnusualFiles.Huge(images, sample.Fingerprints).Single().Paths.ShouldBe([sample.PathOf(2)]);
        UnusualFiles.WideGamut(images, sample.Fingerprints).ShouldBeEmpty();
    }

    [Fact]
    public void WideGamutPhotosAreCountedByFolder()
    {
        float[] any = [1, .. new float[ImageSample.Length - 1]];
        sample.Add(0, any).Add(0, any, sample.RandomFingerprint() with { IsWideGamut = true });
        LabeledBottlenecks images = sample.Build();

        Finding finding = UnusualFiles.WideGamut(images, sample.Fingerprints).Single();

        finding.Diagnostic.Code.ShouldBe("RT1071");
        finding.Diagnostic.Message.ShouldStartWith("1 of 2 images has a colour profile wider than sRGB");
        finding.Paths.ShouldBe([Path.GetDirectoryName(sample.PathOf(1))!, sample.PathOf(1)]);
    }
}
