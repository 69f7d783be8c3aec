using System.Text.RegularExpressions;
using Retrain.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Conventions;

/// <summary>Percentages have one form, 91.3%, which is that of retrain.py's lines.</summary>
public static partial class PercentTests
{
    private static readonly string[] Folders = [".", "docs", "build", "samples", "src", "tests"];
    private static readonly string[] Texts = [".md", ".html", ".js", ".snap", ".targets", ".props"];

    [Fact]
    public static void HaveNoSpaceBeforeTheSign()
    {
        string[] files = [.. Folders.SelectMany(FilesIn).Where(IsWrittenForPeople).Distinct()];

        files.Length.ShouldBeGreaterThan(500);
        files.SelectMany(file => File.ReadLines(file).Index().Where(line => SpaceBefore().IsMatch(line.Item))
            .Select(line => $"{file}:{line.Index + 1}: {line.Item.Trim()}")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("at most 5 % of them", true)]
    [InlineData("95&nbsp;% interval", true)]
    [InlineData("{fraction * 100:F1}\\u00A0%\"", true)]
    [InlineData("${share} %`", true)]
    [InlineData("(95 %)", true)]
    [InlineData("at most 5% of them", false)]
    [InlineData("(letter - 'A' + 13) % 26", false)]
    public static void ASpaceIsFound(string line, bool isFound) => SpaceBefore().IsMatch(line).ShouldBe(isFound);

    private static IEnumerable<string> FilesIn(string folder) => Directory.EnumerateFiles(
        Repository.PathOf(folder), "*", folder == "." ? SearchOption.TopDirectoryOnly : SearchOption.AllDirectories);

    // What tests expect has to match what is printed; their own code also takes remainders.
    private static bool IsWrittenForPeople(string file)
    {
        string[] parts = Path.GetRelativePath(Repository.PathOf("."), file).Split(Path.DirectorySeparatorChar);
        return !parts.Contains("bin") && !parts.Contains("obj") && !parts.Contains("__mismatch__")
            && (Texts.Contains(Path.GetExtension(file))
                || (Path.GetExtension(file) == ".cs" && (parts[0] != "tests" || parts[1] == "Retrain.Benchmarks")));
    }

    // Remainders of sums and calls, which end with a parenthesis, are no percentages.
    [GeneratedRegex(@"[0-9}](?: |\u00A0|&nbsp;|\\u00[aA]0)%")]
    private static partial Regex SpaceBefore();
}
