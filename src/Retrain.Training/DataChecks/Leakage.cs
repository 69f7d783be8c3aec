using Retrain.Training.Bottlenecks;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;
using Retrain.Training.Evaluation;
using Retrain.Training.Heads;
using Retrain.Training.Images;
using Retrain.Training.Sampling;

namespace Retrain.Training.DataChecks;

/// <summary>Finds test images whose twins are also trained on, so that the test measures memory.</summary>
internal static class Leakage
{
    /// <param name="origin">The folder of the images.</param>
    public static IEnumerable<Finding> In(
        LabeledBottlenecks images, IReadOnlyList<Twins> twins, string origin, ulong seed, CancellationToken cancellationToken)
    {
        int[] testing = [.. Of(images, Split.Testing)];
        HashSet<int> known = [.. twins.SelectMany(pair => new[] { (pair.First, pair.Second), (pair.Second, pair.First) })
            .Where(pair => images.Images[pair.Item1].Split is Split.Testing && images.Images[pair.Item2].Split is Split.Training)
            .Select(pair => pair.Item1)];

        // Only a split that was made elsewhere puts the same bytes into two sets.
        HashSet<Digest> trained = [.. Of(images, Split.Training).Select(i => images.Images[i].Digest)];
        known.UnionWith(testing.Where(i => trained.Contains(images.Images[i].Digest)));
        if (known.Count == 0)
        {
            yield break;
        }

        SoftmaxHead head = LogisticRegression.Fit(
            images.Matrix, images.Examples(Split.Training), images.Labels.Count, new SeededRandom(seed), cancellationToken);
        Accuracy AccuracyOf(IEnumerable<int> some) =>
            HeadEvaluation.Of(head, images.Matrix, [.. some.Select(i => Example.Of(images.Images[i]))], cancellationToken).Accuracy;
        (Accuracy withThem, Accuracy withoutThem) = (AccuracyOf(testing), AccuracyOf(testing.Where(i => !known.Contains(i))));
        yield return new Finding(
            FindingKind.Leakage, [.. known.Order().Select(i => images.Images[i].Path)], null, null, (double)known.Count / testing.Length,
            DataDiagnostics.Leakage(
                origin, known.Count, withThem.Total, withThem.Percent, withoutThem.Total == 0 ? null : withoutThem.Percent));
    }

    private static IEnumerable<int> Of(LabeledBottlenecks images, Split split) =>
        Enumerable.Range(0, images.Images.Count).Where(i => images.Images[i].Split == split);
}
