using Retrain.Runtime;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Calibration;
using Retrain.Training.Heads;
using Retrain.Training.Images;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Heads;

public sealed class SaturationTests
{
    // The bottlenecks have length 1, where those of a network have a length near 30, and a step grows with the square.
    [Theory]
    [InlineData(1e6f, true, true)]
    [InlineData(1e30f, true, true)]
    [InlineData(1e6f, false, true)]
    [InlineData(1e30f, false, true)]
    [InlineData(1e6f, false, false)]
    [InlineData(1e30f, false, false)]
    public void ALearningRateThatLeavesNoDoubtIsRefused(float learningRate, bool calibrates, bool hasValidation) =>
        Should.Throw<RetrainException>(() => Train(learningRate, calibrates, hasValidation)).Diagnostic.Code.ShouldBe("RT1020");

    [Theory]
    [InlineData(0.001f, true)]
    [InlineData(0.01f, true)]
    [InlineData(0.5f, true)]
    [InlineData(0.01f, false)]
    [InlineData(0.5f, false)]
    public void AUsualLearningRateGivesAModel(float learningRate, bool calibrates) => Train(learningRate, calibrates, hasValidation: true);

    private static void Train(float learningRate, bool calibrates, bool hasValidation)
    {
        using ImageSample sample = new();
        sample.Add(30, label: 0).Add(30, label: 1).Add(30, label: 2).Add(3, label: 0, shown: 1);
        LabeledBottlenecks images = sample.Build();
        foreach ((int i, LabeledImage image) in images.Images.Index())
        {
            image.Split = hasValidation && i % 5 == 0 ? Split.Validation : Split.Training;
        }

        HeadOptions options = new() { LearningRate = learningRate, HowManyTrainingSteps = 500, Calibrates = calibrates };
        SoftmaxHead head = new HeadTraining(options, 1, images).Run(_ => { }, TestContext.Current.CancellationToken);
        using HeldOutImages heldOut = new(images, options, 1, TestContext.Current.CancellationToken);
        HeadCalibration.Calibrate(head, images, options, heldOut, _ => { }, TestContext.Current.CancellationToken);
    }
}
