using System.Globalization;
using Retrain.Training.Choosing;
using Spectre.Console;
using static System.FormattableString;

namespace Retrain.Tool.Display;

/// <summary>Shows a choice between backbones as a table, with the reason below it.</summary>
internal static class ChoiceText
{
    public static IEnumerable<string> Of(BackboneChoice choice)
    {
        PlainGrid grid = new(Justify.Left, Justify.Left, Justify.Right, Justify.Right, Justify.Right, Justify.Right, Justify.Left);
        grid.Add("Backbone", "Accuracy, cross-validated", "Bottleneck", "Images/s", "Model", "Multiply-adds", "");
        foreach (Candidate candidate in choice.Candidates)
        {
            grid.Add(
                candidate.Architecture,
                AccuracyText.Of(candidate.Accuracy)!,
                Number(candidate.BottleneckLength),
                candidate.ImagesPerSecond is double rate ? Invariant($"{rate:F0}") : "cached",
                FileSize.Megabytes(candidate.SizeBytes),
                candidate.MultiplyAdds is long count ? Number(count) : "unknown",
                candidate == choice.Best ? "the best" : choice.IsWithinNoise(candidate) ? "within its noise" : "worse");
        }

        return [.. grid.Lines(), $"Chosen: {choice.Chosen.Architecture}, {Reason(choice)}."];
    }

    private static string Reason(BackboneChoice choice) =>
        !choice.Candidates.Skip(1).Any(choice.IsWithinNoise) ? "as all others are shown to be worse"
        : choice.Chosen == choice.Best ? "the most accurate; none within its noise has fewer multiply-adds"
        : "as it is as good as the best within its noise, and has fewer multiply-adds";

    private static string Number(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
