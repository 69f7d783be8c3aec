using Retrain.Runtime.Images;

namespace Retrain.Runtime.Tests.Images;

public sealed class PreprocessingChangesTests
{
    private static readonly Preprocessing Known = Preprocessing.Legacy(224, 224, new Normalization(127.5f, 127.5f));

    [Fact]
    public void ThreeDeviationsBelowOneAreOfTheUnitInterval()
    {
        PreprocessingChanges changes = new() { Mean = Triple(0.485f, 0.456f, 0.406f), Std = Triple(0.229f, 0.224f, 0.225f) };

        Normalization normalization = changes.ApplyTo(Known, null).Normalization;

        normalization.Mean.ToString().ShouldBe("123.675,116.28,103.53");
        normalization.Std.ToString().ShouldBe("58.395,57.12,57.375");
    }

    [Fact]
    public void ThreeEqualDeviationsBelowOneAreToo() =>
        new PreprocessingChanges { Mean = Triple(0.5f, 0.5f, 0.5f), Std = Triple(0.5f, 0.5f, 0.5f) }
            .ApplyTo(Known, null).Normalization.ShouldBe(new Normalization(127.5f, 127.5f));

    [Fact]
    public void SingleValuesAreGreyLevels() =>
        new PreprocessingChanges { Mean = new(0), Std = new(1) }.ApplyTo(Known, null).Normalization.ShouldBe(new Normalization(0, 1));

    [Fact]
    public void RescaledValuesHaveTheirOwnUnit() =>
        new PreprocessingChanges { Rescale = 1 / 127.5, Mean = new(1), Std = new(1) }
            .ApplyTo(Known, null).Normalization.ShouldBe(new Normalization(127.5f, 127.5f));

    [Fact]
    public void CropPctGivesTheShorterEdge() =>
        new PreprocessingChanges { CropPct = 0.9 }.ApplyTo(Known, null).Resize.ShouldBe(new ResizeRule(ResizeKind.ShorterEdge, 248, 248));

    [Fact]
    public void ContradictionsAreRefused()
    {
        Code(() => new PreprocessingChanges { CropPct = 0.9, Resize = new(ResizeKind.None, 0, 0) }.ApplyTo(Known, null))
            .ShouldBe("RT2052");
        Code(() => new PreprocessingChanges { Std = new(0) }.ApplyTo(Known, null))
            .ShouldBe("RT2053");
        Code(() => new PreprocessingChanges { Crop = (224, 224) }.RequireCrop(null, 256, null)).ShouldBe("RT2051");
    }

    [Fact]
    public void WrittenPreprocessingIsReadAgain()
    {
        Preprocessing preprocessing = Known with
        {
            Resize = new(ResizeKind.Cover, 256, 300),
            Filter = ResizeFilter.Lanczos,
            KeepsFractions = true,
            FirstCrop = (240, 250),
            Alignment = CropAlignment.Torchvision,
            Padding = new(1, 2, 3.5f),
            Normalization = new(new ChannelValues(123.675f, 116.28f, 103.53f), new ChannelValues(58.395f, 57.12f, 57.375f)),
            Order = ChannelOrder.Bgr,
        };

        PreprocessingJson.Read(PreprocessingJson.Write(preprocessing)).ShouldBe(preprocessing);
        PreprocessingJson.Read(PreprocessingJson.Write(Known)).ShouldBe(Known);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"size":[0,1]}""")]
    [InlineData("""{"size":7}""")]
    public void DamagedTextIsNotRead(string text) => PreprocessingJson.Read(text).ShouldBeNull();

    [Theory]
    [InlineData("none")]
    [InlineData("256x256")]
    [InlineData("short:256")]
    [InlineData("cover:256x300")]
    [InlineData("fit:256x300")]
    public void ResizeIsWrittenAsItIsRead(string text)
    {
        ResizeRule.TryParse(text, out ResizeRule rule).ShouldBeTrue();
        rule.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("short:2x3")]
    [InlineData("0")]
    [InlineData("1x2x3")]
    [InlineData("100000")]
    [InlineData("long:5")]
    public void OtherResizesAreRefused(string text) => ResizeRule.TryParse(text, out _).ShouldBeFalse();

    private static GivenChannels Triple(float red, float green, float blue) => new(new(red, green, blue), IsTriple: true);

    private static string Code(Action action) => Should.Throw<RetrainException>(action).Diagnostic.Code;
}
