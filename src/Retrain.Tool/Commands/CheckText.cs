using System.Globalization;
using Retrain.Tool.Display;
using Retrain.Training.DataChecks;
using Spectre.Console;
using static System.FormattableString;

namespace Retrain.Tool.Commands;

/// <summary>Prints the findings of a check, counted in a table.</summary>
internal static class CheckText
{
    public static void Print(DataCheckResult result)
    {
        Table table = new Table { Border = TableBorder.Simple }
            .AddColumn("Problem")
            .AddColumn("Found", column => column.RightAligned())
            .AddColumn("Criterion");
        foreach (FindingKind kind in Enum.GetValues<FindingKind>())
        {
            (string problem, string method) = Words(kind);
            table.AddRow(problem, result.Of(kind).Count.ToString(CultureInfo.InvariantCulture), method);
        }

        PlainTable.Print(table);
        OutputLine.WriteSentence(Invariant(
            $"Checked {result.ImageCount} images in {result.CategoryCount} categories: {Total(result.Findings.Count)}."));
    }

    private static string Total(int count) => count switch
    {
        0 => "nothing found",
        1 => "1 problem found",
        _ => Invariant($"{count} problems found"),
    };

    private static (string Problem, string Method) Words(FindingKind kind) => kind switch
    {
        FindingKind.Unreadable => ("unreadable file or folder", "the decoder"),
        FindingKind.FewImages => ("category with too few images", "fewer than 20 images"),
        FindingKind.EmptySet => ("category without images in a set", "the split"),
        FindingKind.ExactDuplicate => ("exact duplicate", "SHA-256"),
        FindingKind.NearDuplicate => ("near duplicate", "cosine similarity of bottlenecks and of a perceptual fingerprint"),
        FindingKind.ConflictingLabel => ("same photo under two labels", "the same as for duplicates"),
        FindingKind.Leakage => ("test set with photos of the training set", "near duplicates across sets"),
        FindingKind.WrongLabel => ("likely wrong label", "5-fold cross-validation, confident learning (Northcutt et al., JAIR 2021)"),
        FindingKind.SimilarCategories => ("categories that are hard to distinguish", "5-fold cross-validation, a quarter confused"),
        FindingKind.Imbalance => ("category with far fewer images", "less than a fifth of the largest"),
        FindingKind.RotatedPhoto => ("photo left on its side", "its EXIF orientation, with --ignore_orientation"),
        FindingKind.WideGamut => ("category with wide-gamut photos", "their colour profiles"),
        FindingKind.HugeImage => ("huge image", "more than 40 megapixels"),
        FindingKind.Outlier => ("image unlike any other", "cosine similarity to its 5 nearest neighbours, 3.5 robust deviations"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no words for this kind"),
    };
}
