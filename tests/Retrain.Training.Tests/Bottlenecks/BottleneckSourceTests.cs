using Retrain.Runtime;
using Retrain.Tests.Infrastructure;
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
