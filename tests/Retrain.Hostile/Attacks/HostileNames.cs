using System.Globalization;
using System.Text;
using System.Text.Json;
using Retrain.Hostile.Processes;

namespace Retrain.Hostile.Attacks;

/// <summary>Trains on folders whose names forge lines, command terminals or end comments; what is printed stays lines of text.</summary>
internal static class HostileNames
{
    private const int Sets = 60;
    private const string ForgedLine = "roses : error RT9999: forged";

    private static readonly string[] Parts =
    [
        "\u001B[2J", "\u001B]0;title\u0007", "\u0085", "\u2028", "\u2029", "\u202E", "\u009B31m", "\r", "\t", "\u007F", "é", "玫瑰", "🌹",
        " ", "  ", "<script>alert(1)</script>", "\"", "'", "&amp;", "%20", "%0A", ";", "$(x)", "@(x)", "`id`", "|", "--help", "-", "{0}",
        "\\", "*", ForgedLine,
    ];

    public static async Task RunAsync(Arena arena, Findings findings, CancellationToken cancellationToken)
    {
        Random random = arena.NewRandom("names");
        int sets = arena.Trials(Sets);
        for (int number = 0; number < sets; number++)
        {
            string folder = arena.NewFolder("names");
            string[] names = [.. Enumerable.Range(0, 4).Select(index => $"{index}{Name(random)}")];
            DrawnPhotos.Write(Path.Combine(folder, "photos"), 6, names);
            await File.WriteAllTextAsync(
                Path.Combine(folder, "photos", names[0], $"{Name(random)}\n{ForgedLine}.jpg"), "no image", cancellationToken);
            ToolOutputs outputs = new(Path.Combine(folder, "photos"), folder);
            string trial = $"names {number} of seed {arena.Seed}: {JsonSerializer.Serialize(names)}";
            ToolAttempt attempt = await ToolAttempt.RunAsync(
                outputs.TrainingArguments("--report", Path.Combine(folder, "report.html")), cancellationToken);
            attempt.Judge(findings, trial);
            bool isRefused = attempt.ExitCode == 1 && attempt.Error.Contains("RT1011", StringComparison.Ordinal);
            findings.Require(attempt.ExitCode == 0 || isRefused, Breakage.WrongValue, $"{trial}: {attempt}");
            findings.Require(isRefused == names.Any(IsNoLine), Breakage.WrongValue, $"{trial}: {attempt}");
            RequireText(attempt.Output + attempt.Error, findings, trial);
            if (attempt.ExitCode == 0)
            {
                await RequireLabelsAsync(outputs, findings, trial, cancellationToken);
            }

            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Name(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => Parts[random.Next(Parts.Length)])).Replace('/', '_');

    // A name with letters outside ASCII is its label as it is spelled, and a label is a line of a file.
    private static bool IsNoLine(string name) => name.Contains('\r') && name.Any(letter => letter > '\u007F' && char.IsLetter(letter));

    private static void RequireText(string printed, Findings findings, string trial)
    {
        findings.Require(
            printed.EnumerateRunes().All(rune => rune.Value == '\n' || !IsActive(rune)),
            Breakage.WrongValue, $"{trial}: active characters");
        findings.Require(
            !printed.Split('\n').Any(line => line.StartsWith(ForgedLine, StringComparison.Ordinal)),
            Breakage.WrongValue, $"{trial}: a forged line");
    }

    private static bool IsActive(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    // The labels that label_image gives are lines of the labels file, each once.
    private static async Task RequireLabelsAsync(
        ToolOutputs outputs, Findings findings, string trial, CancellationToken cancellationToken)
    {
        string image = Directory.EnumerateFiles(outputs.Photos, "1.jpg", SearchOption.AllDirectories).First();
        ToolAttempt attempt = await ToolAttempt.RunAsync(
            ["label_image", "--graph", outputs.Graph, "--labels", outputs.Labels, "--json", "--top_k", "9", "--image", image],
            cancellationToken);
        attempt.Judge(findings, trial);
        RequireText(attempt.Output + attempt.Error, findings, trial);
        using JsonDocument json = JsonDocument.Parse(attempt.ExitCode == 0 ? attempt.Output : "{}");
        string[] labels = (await File.ReadAllTextAsync(outputs.Labels, cancellationToken)).TrimEnd('\n').Split('\n');
        string[] found = [.. Strings(json.RootElement)];
        findings.Require(labels.All(found.Contains), Breakage.WrongValue, $"{trial}: labels {JsonSerializer.Serialize(labels)}; {attempt}");
    }

    private static IEnumerable<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Strings(property.Value)),
        _ => [],
    };
}
