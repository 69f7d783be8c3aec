using System.Globalization;
using Retrain.Training.DataChecks;

namespace Retrain.Benchmarks.DataChecks;

/// <summary>
/// Says how many of the planted problems were found, and how many others. Problems that the photos had before count as others.
/// </summary>
internal static class CheckScore
{
    public static string WrongLabels(PlantedSet planted, DataCheckResult result)
    {
        HashSet<string> found = [.. result.Of(FindingKind.WrongLabel).Select(finding => finding.Paths[0])];
        int right = planted.WrongLabels.Count(found.Contains);
        string precision = Percent(right, found.Count);
        string recall = Percent(right, planted.WrongLabels.Count);
        return Text($"wrong labels: precision {precision}, recall {recall} ({found.Count} found)");
    }

    public static IEnumerable<string> NearDuplicates(PlantedSet planted, DataCheckResult result)
    {
        HashSet<(string, string)> found =
        [
            .. result.Of(FindingKind.NearDuplicate).Concat(result.Of(FindingKind.ConflictingLabel))
                .Select(finding => Pair(finding.Paths[0], finding.Paths[1])),
        ];
        HashSet<(string, string)> wanted = [.. planted.NearDuplicates.Select(copy => Pair(copy.Photo, copy.Copy))];
        int right = wanted.Count(found.Contains);
        yield return Text(
            $"near duplicates: precision {Percent(right, found.Count)}, recall {Percent(right, wanted.Count)} ({found.Count} pairs found)");
        foreach (IGrouping<string, (string Photo, string Copy, string Kind)> kind in planted.NearDuplicates.GroupBy(copy => copy.Kind))
        {
            yield return Text($"  {kind.Key,-12} {kind.Count(copy => found.Contains(Pair(copy.Photo, copy.Copy)))} of {kind.Count()}");
        }

        foreach ((string first, string second) in found.Where(pair => !wanted.Contains(pair)))
        {
            yield return $"  not planted: {first} and {second}";
        }
    }

    private static (string, string) Pair(string first, string second) =>
        string.CompareOrdinal(first, second) < 0 ? (first, second) : (second, first);

    private static string Percent(int part, int whole) => whole == 0 ? "none" : Text($"{100.0 * part / whole:F0}%");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
