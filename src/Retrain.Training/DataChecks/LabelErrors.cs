using System.Numerics.Tensors;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.DataChecks;

/// <summary>
/// Finds labels that are likely wrong by Northcutt, Jiang and Chuang, "Confident Learning: Estimating Uncertainty in Dataset Labels",
/// JAIR 70, 2021: the confident joint (section 3.1) gives the number of wrong labels, and the margin of the out-of-fold probabilities
/// (3.2, "prune by noise rate") selects them.
/// </summary>
internal static class LabelErrors
{
    public static IEnumerable<Finding> In(LabeledBottlenecks images, CrossValidation validation)
    {
        ConfidentJoint joint = ConfidentJoint.Of(images, validation);
        (int Image, int Suggested, float Margin)[] doubted =
        [
            .. Enumerable.Range(0, images.Images.Count).Select(i => Doubt(i, images.Images[i].LabelIndex, validation.Probabilities[i]))
                .Where(doubt => doubt.Margin > 0 && joint.Judges(images.Images[doubt.Image].LabelIndex))
                .OrderByDescending(doubt => doubt.Margin).ThenBy(doubt => doubt.Image),
        ];
        int wrong = (int)Math.Round(joint.WrongCount);

        // They are listed in the order of the number that is said of each.
        foreach ((int i, int suggested, _) in doubted.Take(wrong)
            .OrderByDescending(doubt => validation.Probabilities[doubt.Image][doubt.Suggested]).ThenBy(doubt => doubt.Image))
        {
            string label = images.Images[i].Label;
            string other = images.Labels[suggested];
            float probability = validation.Probabilities[i][suggested];
            yield return new Finding(
                FindingKind.WrongLabel, [images.Images[i].Path], label, other, probability,
                DataDiagnostics.LikelyWrongLabel(images.Images[i].Path, label, other, probability));
        }
    }

    // The margin by which another label is more probable than the image's own.
    private static (int Image, int Suggested, float Margin) Doubt(int image, int label, float[] probabilities)
    {
        int suggested = TensorPrimitives.IndexOfMax<float>(probabilities);
        return (image, suggested, probabilities[suggested] - probabilities[label]);
    }
}
