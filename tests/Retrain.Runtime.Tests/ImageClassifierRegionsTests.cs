using Retrain.Runtime.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.Runtime.Tests;

public sealed class ImageClassifierRegionsTests : IDisposable
{
    private static readonly ImageRegion Region = new(2, 3, 10, 7);

    private readonly TemporaryFolder folder = new();
    private readonly ImageClassifier classifier = SmallModel.Load();

    public void Dispose()
    {
        classifier.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void FileStreamAndBytesGiveTheSameBits()
    {
        RawPhoto photo = new(PixelFormat.Rgb, 40, 30);
        string path = folder.Write("photo.png", photo.Png()).PathOf("photo.png");
        using FileStream stream = File.OpenRead(path);
        IReadOnlyList<Prediction> expected = classifier.Classify(photo.Png(Region));

        classifier.Classify(path, Region).ShouldBe(expected);
        classifier.Classify(stream, Region).ShouldBe(expected);
        classifier.Classify(photo.Png(), Region).ShouldBe(expected);
    }

    [Fact]
    public void CountInPixelsOfTheUprightImage()
    {
        byte[] turned = ExifPhoto.Turned(new RawPhoto(PixelFormat.Rgb, 40, 30).Png(), orientation: 6);
        ImageClassifierOptions stored = new() { IgnoreOrientation = false };
        using MemoryStream graph = new(SmallModel.Graph);
        using MemoryStream labels = new(SmallModel.LabelsFile);
        using ImageClassifier upright = ImageClassifier.Load(graph, labels, stored);

        upright.Classify(turned, new ImageRegion(0, 0, 30, 40)).ShouldBe(upright.Classify(turned));
        Should.Throw<RetrainException>(() => upright.Classify(turned, new ImageRegion(0, 0, 40, 30))).Diagnostic.Code.ShouldBe("RT2087");
    }

    [Fact]
    public void AnImageThatIsTooSmallIsNamed()
    {
        byte[] photo = new RawPhoto(PixelFormat.Grey, 40, 30).Png();

        RetrainException exception = Should.Throw<RetrainException>(() => classifier.Classify(photo, new ImageRegion(31, 0, 10, 30)));

        exception.Message.ShouldBe(
            "error RT2087: The upload has 40 x 30 pixels, too few for the region of 10 x 30 pixels from column 31 and row 0 on; "
            + "choose a larger image or another region.");
    }

    [Fact]
    public void ARegionWithoutPixelsIsTheProgramsMistake()
    {
        using MemoryStream stream = new();

        Should.Throw<ArgumentOutOfRangeException>(() => classifier.Classify("gone.jpg", default));
        Should.Throw<ArgumentOutOfRangeException>(() => classifier.Classify(stream, Region with { Left = -1 }));
        Should.Throw<ArgumentOutOfRangeException>(() => classifier.Classify(ReadOnlyMemory<byte>.Empty, Region with { Height = 0 }));
    }
}
