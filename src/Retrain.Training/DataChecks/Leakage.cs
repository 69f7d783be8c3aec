using Retrain.Training.Bottlenecks;
using Retrain.Training.Diagnostics;
using Retrain.Training.Evaluation;
using Retrain.Training.Heads;
using Retrain.Training.Sampling;
using Retrain.Training.Splits;

namespace Retrain.Training.DataChecks;

/// <summary>Test images whose twins are trained on: the test then measures memory.</summary>
internal static class Leakage
{
    /// <param name="origin">The images' folder.</param>
    public static IEnumerable<Finding> In(
        CheckedImages images, IReadOnlyList<Twins> twins, string origin, ulong seed, CancellationToken cancellationToken)
    {
        int[] testing = [.. Of(images, Split.Testing)];
        HashSet<int> known = [.. twins.SelectMany(pair => new[] { (pair.First, pair.Second), (pair.Second, pair.First) })
            .Where(pair => images.Splits[pair.Item1] is Split.Testing && images.Splits[pair.Item2] is Split.Training)
            .Select(pair => pair.Item1)];
        if (known.Count == 0)
        {
            yield break;
        }

        Example[] training = [.. Of(images, Split.Training).Select(i => images.Examples[i])];
        SoftmaxHead head = LogisticRegression.Fit(images.Bottlenecks, training, images.Labels.Count, new SeededRandom(seed), cancellationToken);
        Accuracy AccuracyOf(IEnumerable<int> some) =>
            HeadEvaluation.Of(head, images.Bottlenecks, [.. some.Select(i => images.Examples[i])], cancellationToken).Accuracy;
        (Accuracy withThem, Accuracy withoutThem) = (AccuracyOf(testing), AccuracyOf(testing.Where(i => !known.Contains(i))));
        yield return new Finding(
            FindingKind.Leakage, [.. known.Order().Select(images.PathOf)], null, null, (double)known.Count / testing.Length,
            DataDiagnostics.Leakage(
                origin, known.Count, withThem.Total, withThem.Percent, withoutThem.Total == 0 ? null : withoutThem.Percent));
    }

    private static IEnumerable<int> Of(CheckedImages images, Split split) => Enumerable.Range(0, images.Count).Where(i => images.Splits[i] == split);
}
