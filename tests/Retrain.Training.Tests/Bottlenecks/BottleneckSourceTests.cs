using Retrain.Runtime;
using Retrain.Runtime.Images;
using Retrain.Runtime.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Categories;
using Retrain.Training.Distortions;
using Retrain.Training.Events;
using Retrain.Training.Images;
using Retrain.Training.Splits;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Bottlenecks;

public sealed class BottleneckSourceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public BottleneckSourceTests() => DrawnPhotos.Write(folder.PathOf("photos"), 20, "circles", "squares");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void EveryTrainingImageHasItsVariants()
    {
        List<TrainingEvent> events = [];

        Load(new DistortionOptions(FlipLeftRight: true, Variants: 3), events.Add);

        int training = events.OfType<SplitFinished>().Single().Training;
        events.OfType<BottlenecksFinished>().Select(finished => finished.Computed).ShouldBe([40, 3 * training]);
    }

    [Fact]
    public void AnImageThatChangesAfterTheSplitFailsTheRun()
    {
        string changed = folder.PathOf("photos/circles/3.jpg");

        RetrainException exception = Should.Throw<RetrainException>(() => Load(
            new DistortionOptions(FlipLeftRight: true, Variants: 3),
            trainingEvent => OnSplit(trainingEvent, () => File.WriteAllBytes(changed, DrawnPhotos.Draw(0, 4711)))));

        exception.Diagnostic.Code.ShouldBe("RT1019");
        exception.Diagnostic.Origin.ShouldBe(changed);
    }

    [Fact]
    public void AnImageThatVanishesAfterTheSplitFailsTheRun() =>
        Should.Throw<RetrainException>(() => Load(
            new DistortionOptions(FlipLeftRight: true, Variants: 3),
            trainingEvent => OnSplit(trainingEvent, () => File.Delete(folder.PathOf("photos/circles/3.jpg")))))
            .Diagnostic.Code.ShouldBe("RT1005");

    [Fact]
    public void MoreBottlenecksThanARunCanHoldAreRefused()
    {
        RetrainException exception = Should.Throw<RetrainException>(
            () => Load(new DistortionOptions(FlipLeftRight: true, Variants: int.MaxValue), _ => { }));

        exception.Diagnostic.Code.ShouldBe("RT3007");
        exception.Diagnostic.Message.ShouldContain("40 images");
        exception.Diagnostic.Message.ShouldContain("--distortion_variants");
    }

    // The network is the mean over its input, so a bottleneck shows what every pixel became.
    [Fact]
    public void AVariantIsBrightenedBeforeMeanAndDeviation()
    {
        DistortionOptions options = new(FlipLeftRight: true, RandomCropPercent: 20, RandomBrightnessPercent: 50, Variants: 2);
        Backbone network = AverageColor.Load();
        Preprocessing preprocessing = network.Preprocessing with
        {
            Resize = new ResizeRule(ResizeKind.ShorterEdge, 20, 20),
            Filter = ResizeFilter.Bilinear,
            Normalization = new(new ChannelValues(120, 110, 100), new ChannelValues(60, 50, 40)),
            Order = ChannelOrder.Bgr,
        };
        ImageSet images = ImageFolder.Read(folder.PathOf("photos"), strict: false, _ => { }, TestContext.Current.CancellationToken);
        using BottleneckSource source = new(
            network with { Preprocessing = preprocessing }, new() { BottleneckDir = folder.PathOf("cache") }, _ => { });

        LabeledBottlenecks bottlenecks =
            source.Load(images, new() { Percentages = new(0, 0) }, options, seed: 0, TestContext.Current.CancellationToken);

        foreach (LabeledImage image in bottlenecks.Images.Where(image => image.Split is Split.Training).Take(4))
        {
            using PixelBuffer photo = ImageDecoder.Decode(File.ReadAllBytes(image.Path), image.Path);
            foreach ((int variant, int row) in bottlenecks.Variants.Of(image).Index())
            {
                Distortion drawn = Distortion.Draw(options, image.Digest, variant, seed: 0, 16, 16);
                float[] actual = [.. bottlenecks.Matrix.PaddedRow(row)[..3]];

                double[] levels = MeanLevels(photo, drawn);
                double[] expected =
                [
                    ((levels[2] * drawn.Brightness) - 100) / 40,
                    ((levels[1] * drawn.Brightness) - 110) / 50,
                    ((levels[0] * drawn.Brightness) - 120) / 60,
                ];
                actual.Zip(expected, (a, e) => Math.Abs(a - e)).Max().ShouldBeLessThan(1e-4);
            }
        }
    }

    // A square photo's shorter edge of 20 becomes larger as the network's 16 do; the 16 x 16 in the middle of the part are seen.
    private static double[] MeanLevels(PixelBuffer photo, Distortion drawn)
    {
        int width = 20 * drawn.PrecropWidthPixels / 16, height = 20 * drawn.PrecropHeightPixels / 16;
        int left = Start(drawn.CropLeftPixels, width - 20, drawn.PrecropWidthPixels - 16);
        int top = Start(drawn.CropTopPixels, height - 20, drawn.PrecropHeightPixels - 16);
        float[] whole = SlowResize.Resize(photo, ResizeFilter.Bilinear, width, height);
        return
        [
            .. Enumerable.Range(0, 3).Select(color => (
                from y in Enumerable.Range(top + 2, 16)
                from x in Enumerable.Range(left + 2, 16)
                select (double)whole[(((y * width) + x) * 3) + color]).Average()),
        ];

        static int Start(int cropPixels, int room, int cropRoom) => cropRoom == 0 ? 0 : cropPixels * room / cropRoom;
    }

    // All images lie in a training set: none is moved, whatever its name hashes to.
    private void Load(DistortionOptions distortions, Action<TrainingEvent> report)
    {
        ImageSet images = ImageFolder.Read(folder.PathOf("photos"), strict: false, _ => { }, TestContext.Current.CancellationToken);
        using BottleneckSource source = new(AverageColor.Load(), new() { BottleneckDir = folder.PathOf("cache") }, trainingEvent =>
        {
            trainingEvent.ShouldNotBeOfType<ProblemFound>();
            report(trainingEvent);
        });
        source.Load(images, new() { Percentages = new(0, 0) }, distortions, seed: 0, TestContext.Current.CancellationToken);
    }

    private static void OnSplit(TrainingEvent trainingEvent, Action act)
    {
        if (trainingEvent is SplitFinished)
        {
            act();
        }
    }
}
