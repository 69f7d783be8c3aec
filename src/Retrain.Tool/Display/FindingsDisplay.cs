using System.Globalization;
using System.Text.Json;
using Retrain.Training.DataChecks;
using Spectre.Console;

namespace Retrain.Tool.Display;

/// <summary>What a check found, counted in a table for people, or one JSON object per finding and line. Programs read the names: they stay.</summary>
internal static class FindingsDisplay
{
    public static void PrintTable(DataCheckResult result)
    {
        Table table = new Table { Border = TableBorder.Simple }.AddColumn("Problem").AddColumn("Found", column => column.RightAligned()).AddColumn("Told by");
        foreach (FindingKind kind in Enum.GetValues<FindingKind>())
        {
            (string problem, string method) = Words(kind);
            table.AddRow(problem, result.Of(kind).Count.ToString(CultureInfo.InvariantCulture), method);
        }

        PlainTable.Print(table);
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Checked {result.ImageCount} images in {result.CategoryCount} categories: {Total(result.Findings.Count)}."));
    }

    public static void PrintJson(Finding finding) => JsonLine.Print(json =>
    {
        json.WriteString("event", "findingMade");
        json.WriteString("kind", JsonName(finding.Kind));
        json.WriteStartArray("paths");
        foreach (string path in finding.Paths)
        {
            json.WriteStringValue(path);
        }

        json.WriteEndArray();
        json.WriteString("label", finding.Label);
        json.WriteString("otherLabel", finding.OtherLabel);
        json.WriteNumber("score", Math.Round(finding.Score, 6));
        json.WriteString("code", finding.Diagnostic.Code);
        json.WriteString("message", finding.Diagnostic.Message);
    });

    public static void PrintJson(DataCheckResult result) => JsonLine.Print(json =>
    {
        json.WriteString("event", "checkFinished");
        json.WriteNumber("images", result.ImageCount);
        json.WriteNumber("categories", result.CategoryCount);
        WriteCounts(json, result.Findings.Select(finding => finding.Kind));
    });

    /// <summary>How many findings there are of each kind.</summary>
    public static void WriteCounts(Utf8JsonWriter json, IEnumerable<FindingKind> found)
    {
        ILookup<FindingKind, FindingKind> byKind = found.ToLookup(kind => kind);
        json.WriteStartObject("found");
        foreach (FindingKind kind in Enum.GetValues<FindingKind>())
        {
            json.WriteNumber(JsonName(kind), byKind[kind].Count());
        }

        json.WriteEndObject();
    }

    private static string JsonName(FindingKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    private static string Total(int count) => count switch
    {
        0 => "nothing found",
        1 => "1 problem found",
        _ => string.Create(CultureInfo.InvariantCulture, $"{count} problems found"),
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
