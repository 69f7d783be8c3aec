using System.Numerics.Tensors;
using Retrain.Training.Bottlenecks;
using Retrain.Training.DataChecks;
using Retrain.Training.Heads;
using Retrain.Training.Images;
using Retrain.Training.Sampling;

namespace Retrain.Training.Calibration;

/// <summary>Predicts training and validation images by cross-validation with heads that score as the trained one.</summary>
internal static class HeldOutImages
{
    // More make a threshold no better that anyone would notice, and the work must not grow with the number of photos.
    private const int MostImages = 20_000;

    // As many show 5 % wrong to within half a percent.
    private const int EnoughPredictions = 4_000;

    // Draws of its own: neither the head's weights nor its batches depend on it.
    private const ulong Stream = 0x48454C444F555400;

    /// <param name="bottlenecks">The images, as the head is trained on them.</param>
    /// <param name="temperature">The number by which the head's logits are divided.</param>
    /// <returns>
    /// The images that could be predicted, in their order. Of equal images, and of photos of one object, the first stands for all: they
    /// are right or wrong together, and a bound of the error counts what is independent.
    /// </returns>
    public static IReadOnlyList<HeldOutImage> Predict(
        LabeledBottlenecks bottlenecks, double temperature, HeadOptions options, long seed, CancellationToken cancellationToken)
    {
        IEnumerable<LabeledImage> known = bottlenecks.Images.Where(image => image.Split is not Split.Testing);
        int count = bottlenecks.Images.Count - bottlenecks.Count(Split.Testing);
        LabeledBottlenecks images = bottlenecks with
        {
            Images = SelectionSampling.Draw(known, count, MostImages, new SeededRandom((ulong)seed ^ Stream ^ 1)),
        };
        IReadOnlyList<int> groups = TwinGroups.OfSplit(images);
        HeldOutImage?[] predictions = new HeldOutImage?[images.Images.Count];
        CrossValidation.Run(images, groups, (ulong)seed ^ Stream, EnoughPredictions, Fit, (_, image, probabilities) =>
        {
            int predicted = TensorPrimitives.IndexOfMax<float>(probabilities);

            // A head whose logits overflow is sure of anything.
            predictions[image] = float.IsFinite(probabilities[predicted])
                ? new HeldOutImage(probabilities[predicted], predicted == images.Images[image].LabelIndex)
                : new HeldOutImage(1, false);
        });
        return [.. predictions.Zip(groups).DistinctBy(image => image.Second).Select(image => image.First).OfType<HeldOutImage>()];

        SoftmaxHead Fit(Fold fold) =>
            BriefTraining.Run(options, fold.Training.Matrix, fold.Training.ToTrainOn, fold.Random, cancellationToken)
                .Calibrated((float)temperature, confidenceThreshold: 0);
    }
}
