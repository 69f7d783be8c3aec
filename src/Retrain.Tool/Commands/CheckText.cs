using System.Globalization;
using Retrain.Tool.Display;
using Retrain.Training.DataChecks;
using Spectre.Console;
using static System.FormattableString;

namespace Retrain.Tool.Commands;

/// <summary>Prints what a check found, counted in a table.</summary>
internal static class CheckText
{
    public static void Print(DataCheckResult result)
    {
        Table table = new Table { Border = TableBorder.Simple }
            .AddColumn("Problem")
            .AddColumn("Found", column => column.RightAligned())
            .AddColumn("Told by");
        foreach (FindingKind kind in Enum.GetValues<FindingKind>())
        {
            (string problem, string method) = Words(kind);
            table.AddRow(problem, result.Of(kind).Count.ToString(CultureInfo.InvariantCulture), method);
        }

        PlainTable.Print(table);
        Console.Out.WriteLine(Invariant(
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
        FindingKind.FewImages => ("category with too few images", "fewer than 20"),
        FindingKind.EmptySet => ("category without images in a set", "the split"),
        FindingKind.ExactDuplicate => ("exact duplicate", "SHA-256"),
        FindingKind.NearDuplicate => ("near duplicate", "cosine of bottlenecks and of a perceptual fingerprint"),
        FindingKind.ConflictingLabel => ("same photo under two labels", "as duplicates"),
        FindingKind.Leakage => ("test set that has photos of the training set", "near duplicates across sets"),
        FindingKind.WrongLabel => ("likely wrong label", "5-fold cross-validation, confident learning (Northcutt et al., JAIR 2021)"),
        FindingKind.SimilarCategories => ("categories that cannot be told apart", "5-fold cross-validation, a quarter confused"),
        FindingKind.Imbalance => ("category with far fewer images", "less than a fifth of the largest"),
        FindingKind.RotatedPhoto => ("photo turned by EXIF", "its orientation tag"),
        FindingKind.HugeImage => ("huge image", "more than 40 megapixels"),
        FindingKind.Outlier => ("image unlike any other", "cosine with its 5 nearest neighbours, 3.5 robust deviations"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no words for this kind"),
    };
}
