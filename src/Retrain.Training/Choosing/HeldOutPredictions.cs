using System.Numerics.Tensors;
using Retrain.Training.Bottlenecks;
using Retrain.Training.DataChecks;
using Retrain.Training.Images;

namespace Retrain.Training.Choosing;

/// <summary>Cross-validates heads on the images that are not tested with.</summary>
internal static class HeldOutPredictions
{
    /// <param name="bottlenecks">The bottlenecks, which are scaled to length 1.</param>
    /// <param name="seed">Determines the folds, which are the same for every backbone.</param>
    /// <returns>Whether each image of the training and validation sets got its own label, in the order of the images.</returns>
    public static IReadOnlyList<bool> Of(LabeledBottlenecks bottlenecks, long seed, CancellationToken cancellationToken)
    {
        LabeledBottlenecks images = bottlenecks with
        {
            Images = [.. bottlenecks.Images.Where(image => image.Split is not Split.Testing)],
        };
        UnitRows.Normalize(images.Matrix, [.. images.Images.Select(image => image.Row)], cancellationToken);
        CrossValidation validation = CrossValidation.Run(images, TwinGroups.OfSplit(images), (ulong)seed, cancellationToken);
        return
        [
            .. images.Images.Zip(validation.Probabilities).Select(judged =>
                TensorPrimitives.IndexOfMax<float>(judged.Second) == judged.First.LabelIndex),
        ];
    }
}
