using Retrain.Runtime.Tests.Infrastructure;

namespace Retrain.Runtime.Tests;

public sealed class ImageClassifierPixelsTests : IDisposable
{
    private const int Width = 61;
    private const int Height = 47;

    private static readonly ImageRegion Region = new(5, 9, 31, 22);

    private readonly ImageClassifier classifier = SmallModel.Load();

    public static TheoryData<PixelFormat> Formats => [.. Enum.GetValues<PixelFormat>()];

    public void Dispose() => classifier.Dispose();

    [Theory]
    [MemberData(nameof(Formats))]
    public void GiveTheBitsOfTheirPngFile(PixelFormat format)
    {
        RawPhoto photo = new(format, Width, Height);
        int rowBytes = Width * photo.BytesPerPixel;
        IReadOnlyList<Prediction> expected = classifier.Classify(photo.Png());

        classifier.Classify(photo.Pixels(), Width, Height, rowBytes, format).ShouldBe(expected);
        classifier.Classify(photo.Pixels(paddingBytes: 5), Width, Height, rowBytes + 5, format).ShouldBe(expected);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void GiveTheBitsOfTheRegionsPngFile(PixelFormat format)
    {
        RawPhoto photo = new(format, Width, Height);
        int strideBytes = (Width * photo.BytesPerPixel) + 3;
        IReadOnlyList<Prediction> expected = classifier.Classify(photo.Png(Region));

        classifier.Classify(photo.Pixels(paddingBytes: 3), Width, Height, strideBytes, format, Region).ShouldBe(expected);
        classifier.Classify(photo.Png(), Region).ShouldBe(expected);
        expected.ShouldNotBe(classifier.Classify(photo.Png()));
    }

    [Fact]
    public void EveryFormatIsReadInItsOwnOrder()
    {
        byte[] pixels = new RawPhoto(PixelFormat.Rgba, Width, Height).Pixels();

        Enum.GetValues<PixelFormat>()
            .Select(format => classifier.Classify(pixels, Width / 4, Height, Width / 4 * 4, format)[0].Probability)
            .Distinct().Count().ShouldBe(5);
    }

    [Theory]
    [InlineData(0, 10, 30, "widthPixels")]
    [InlineData(-1, 10, 30, "widthPixels")]
    [InlineData(10, 0, 30, "heightPixels")]
    [InlineData(10, 10, 29, "strideBytes")]
    [InlineData(10, 10, -30, "strideBytes")]
    [InlineData(int.MaxValue, 10, int.MaxValue, "strideBytes")]
    [InlineData(10, 11, 30, "pixels")]
    [InlineData(10, 10, 31, "pixels")]
    [InlineData(10, int.MaxValue, int.MaxValue, "pixels")]
    public void SizesThatDoNotFitAreTheProgramsMistake(int width, int height, int stride, string parameter) =>
        Should.Throw<ArgumentException>(() => classifier.Classify(new byte[300], width, height, stride, PixelFormat.Rgb))
            .ParamName.ShouldBe(parameter);

    [Theory]
    [InlineData(-1, 0, 5, 5)]
    [InlineData(0, -1, 5, 5)]
    [InlineData(0, 0, 0, 5)]
    [InlineData(0, 0, 5, 0)]
    [InlineData(6, 0, 5, 5)]
    [InlineData(0, 6, 5, 5)]
    [InlineData(int.MaxValue, 0, int.MaxValue, 5)]
    public void ARegionOutsideIsTheProgramsMistake(int left, int top, int width, int height) =>
        Should.Throw<ArgumentOutOfRangeException>(() => classifier.Classify(
            new byte[300], 10, 10, 30, PixelFormat.Rgb, new ImageRegion(left, top, width, height)));

    [Fact]
    public void AnUnknownFormatIsTheProgramsMistake() =>
        Should.Throw<ArgumentOutOfRangeException>(() => classifier.Classify(new byte[300], 10, 10, 30, (PixelFormat)9))
            .ParamName.ShouldBe("format");

    [Fact]
    public void MoreThanTheLimitAreRefusedAndARegionCountsAlone()
    {
        using MemoryStream graph = new(SmallModel.Graph);
        using MemoryStream labels = new(SmallModel.LabelsFile);
        using ImageClassifier limited = ImageClassifier.Load(graph, labels, new ImageClassifierOptions { MaximumPixels = 99 });

        Should.Throw<RetrainException>(() => limited.Classify(new byte[300], 10, 10, 30, PixelFormat.Rgb))
            .Diagnostic.Code.ShouldBe("RT1004");
        limited.Classify(new byte[300], 10, 10, 30, PixelFormat.Rgb, new ImageRegion(0, 0, 9, 10)).ShouldNotBeEmpty();
    }

    [Fact]
    public void ADisposedClassifierTakesNone()
    {
        classifier.Dispose();

        Should.Throw<ObjectDisposedException>(() => classifier.Classify(new byte[300], 10, 10, 30, PixelFormat.Rgb));
    }
}
