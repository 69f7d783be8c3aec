using System.Numerics.Tensors;
using Retrain.Training.Bottlenecks;
using Retrain.Training.DataChecks;
using Retrain.Training.Heads;
using Retrain.Training.Images;
using Retrain.Training.Sampling;

namespace Retrain.Training.Calibration;

/// <summary>
/// Predicts training and validation images by cross-validation with heads that score as the trained one. Those of a few labels are trained
/// beside it, as its own training needs one thread.
/// </summary>
internal sealed class HeldOutImages : IDisposable
{
    // More make a threshold no better that anyone would notice, and the work must not grow with the number of photos.
    private const int MostImages = 20_000;

    // As many show 5% wrong to within half a percent.
    private const int EnoughPredictions = 4_000;

    // Draws of its own: neither the head's weights nor its batches depend on it.
    private const ulong Stream = 0x48454C444F555400;

    private readonly CancellationTokenSource cancellation;
    private readonly LabeledBottlenecks bottlenecks;
    private readonly HeadOptions options;
    private readonly ulong seed;
    private readonly Lazy<(LabeledBottlenecks Images, IReadOnlyList<int> Groups, DealtFolds Folds)> drawn;
    private readonly Task<SoftmaxHead[]>? heads;

    /// <param name="bottlenecks">The images, as the head is trained on them; they are only read, until this is disposed.</param>
    /// <param name="options">The options with which the head is trained.</param>
    /// <param name="seed">Determines the folds and batches.</param>
    public HeldOutImages(LabeledBottlenecks bottlenecks, HeadOptions options, long seed, CancellationToken cancellationToken)
    {
        cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        this.bottlenecks = bottlenecks;
        this.options = options;
        this.seed = (ulong)seed;
        drawn = new(Draw);
        heads = bottlenecks.Labels.Count <= BatchLogits.LabelsOfPart && Environment.ProcessorCount > 1
            ? Task.Run(() => drawn.Value.Folds.Fit(Fit))
            : null;
    }

    /// <param name="temperature">The number by which the head's logits are divided.</param>
    /// <returns>
    /// The images that could be predicted, in their order. Of equal images, and of photos of one object, the first stands for all: they
    /// are right or wrong together, and a bound of the error counts what is independent.
    /// </returns>
    public IReadOnlyList<HeldOutImage> Predict(double temperature)
    {
        SoftmaxHead[]? fitted = heads?.GetAwaiter().GetResult();
        (LabeledBottlenecks images, IReadOnlyList<int> groups, DealtFolds folds) = drawn.Value;
        HeldOutImage?[] predictions = new HeldOutImage?[images.Images.Count];
        if (fitted is null)
        {
            folds.Run(fold => Calibrated(Fit(fold)), Keep);
        }
        else
        {
            folds.Predict([.. fitted.Select(Calibrated)], Keep);
        }

        return [.. predictions.Zip(groups).DistinctBy(image => image.Second).Select(image => image.First).OfType<HeldOutImage>()];

        SoftmaxHead Calibrated(SoftmaxHead head) => head.Calibrated((float)temperature, confidenceThreshold: 0);

        void Keep(int head, int image, float[] probabilities)
        {
            int predicted = TensorPrimitives.IndexOfMax<float>(probabilities);

            // A head whose logits overflow is sure of anything.
            predictions[image] = float.IsFinite(probabilities[predicted])
                ? new HeldOutImage(probabilities[predicted], predicted == images.Images[image].LabelIndex)
                : new HeldOutImage(1, false);
        }
    }

    /// <summary>Ends the training of the heads, since the rows that it reads may be gone afterwards.</summary>
    public void Dispose()
    {
        cancellation.Cancel();
        (heads as IAsyncResult)?.AsyncWaitHandle.WaitOne();
        cancellation.Dispose();
    }

    private (LabeledBottlenecks Images, IReadOnlyList<int> Groups, DealtFolds Folds) Draw()
    {
        IEnumerable<LabeledImage> known = bottlenecks.Images.Where(image => image.Split is not Split.Testing);
        int count = bottlenecks.Images.Count - bottlenecks.Count(Split.Testing);
        LabeledBottlenecks images = bottlenecks with
        {
            Images = SelectionSampling.Draw(known, count, MostImages, new SeededRandom(seed ^ Stream ^ 1)),
        };
        IReadOnlyList<int> groups = TwinGroups.OfSplit(images);
        return (images, groups, DealtFolds.Deal(images, groups, seed ^ Stream, EnoughPredictions));
    }

    private SoftmaxHead Fit(Fold fold) =>
        BriefTraining.Run(options, fold.Training.Matrix, fold.Training.ToTrainOn, fold.Random, cancellation.Token);
}
