using Retrain.Tool.Display;
using Retrain.Training.DataChecks;

namespace Retrain.Tool.Commands;

/// <summary>
/// Prints the findings of a check: a JSON object for each, and one that counts all. Programs read them: names stay, new ones may come.
/// </summary>
internal static class CheckJson
{
    public static void Print(Finding finding) => JsonLine.Print(json =>
    {
        json.WriteString("event", "findingMade");
        json.WriteString("kind", FindingJson.NameOf(finding.Kind));
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

    public static void Print(DataCheckResult result) => JsonLine.Print(json =>
    {
        json.WriteString("event", "checkFinished");
        json.WriteNumber("images", result.ImageCount);
        json.WriteNumber("categories", result.CategoryCount);
        FindingJson.WriteCounts(json, result.Findings.CountBy(finding => finding.Kind).ToDictionary());
    });
}
