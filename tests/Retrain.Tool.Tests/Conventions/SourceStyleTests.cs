using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Conventions;

/// <summary>CONTRIBUTING.md's limits and words.</summary>
public static partial class SourceStyleTests
{
    private const int LongestLine = 140;
    private const int LongestFile = 250;
    private const int LongestParameterList = 6;

    private static readonly Comparer<string> NamespaceOrder = Comparer<string>.Create((one, other) =>
        IsOfTheSystem(one) == IsOfTheSystem(other) ? string.Compare(one, other, StringComparison.OrdinalIgnoreCase)
            : IsOfTheSystem(one) ? -1 : 1);

    private static readonly string[] Extensions = [".cs", ".csproj", ".props", ".targets"];

    [Fact]
    public static void NoLineIsLongerThan140Columns() =>
        Files("src", "tests", "samples", "build").SelectMany(file => File.ReadLines(file).Index()
                .Where(line => line.Item.Length > LongestLine).Select(line => $"{Relative(file)}:{line.Index + 1}"))
            .ShouldBeEmpty();

    [Fact]
    public static void NoFileIsLongerThan250Lines() =>
        Files("src", "tests", "samples", "build").Where(file => File.ReadLines(file).Count() > LongestFile).Select(Relative)
            .ShouldBeEmpty();

    // dotnet format sorts them, and needs minutes for it; all else that it looks at is looked at by the build or its step "format".
    [Fact]
    public static void NamespacesAreUsedInTheOrderOfTheirNames() =>
        Files("src", "tests", "samples", "build").Where(file => Path.GetExtension(file) is ".cs")
            .Where(file => UsedNamespaces(file) is string[] used && !used.SequenceEqual(used.Order(NamespaceOrder)))
            .Select(Relative).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Projects))]
    public static void NoParameterListIsLongerThanSix(string project) =>
        SourceProject.Of(project).Trees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<ParameterListSyntax>())
            .Where(list => list.Parameters.Count > LongestParameterList).Select(list => list.GetLocation().GetLineSpan().ToString())
            .ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Projects))]
    public static void DocumentationIsWrittenInSentences(string project) =>
        SourceProject.Of(project).Trees.SelectMany(tree => tree.GetText().Lines.Select(line => (tree.FilePath, Line: line)))
            .Where(entry => Fragment().IsMatch(entry.Line.ToString()))
            .Select(entry => $"{Path.GetFileName(entry.FilePath)}:{entry.Line.LineNumber + 1}: {entry.Line.ToString().Trim()}")
            .ShouldBeEmpty();

    [Fact]
    public static void WordsAreThoseOfPlainEnglish() =>
        Files("src", "tests", "samples", "build").Concat(Pages())
            .Where(file => Path.GetFileName(file) is not ("CONTRIBUTING.md" or "SourceStyleTests.cs"))
            .SelectMany(file => File.ReadLines(file).Index().Where(line => OddWord().IsMatch(line.Item))
                .Select(line => $"{Relative(file)}:{line.Index + 1}: {OddWord().Match(line.Item).Value}"))
            .ShouldBeEmpty();

    public static TheoryData<string> Projects =>
        ["Retrain.Runtime", "Retrain.Training", "Retrain.Tool", "Retrain.MSBuild", "Retrain.Extensions"];

    private static IEnumerable<string> Files(params string[] folders) =>
        folders.SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*", SearchOption.AllDirectories))
            .Where(file => Extensions.Contains(Path.GetExtension(file)) && !Built().IsMatch(Relative(file)));

    private static IEnumerable<string> Pages() =>
        Directory.EnumerateFiles(Repository.Root, "*.md").Concat(Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md"));

    private static string[] UsedNamespaces(string file) =>
    [
        .. CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetCompilationUnitRoot().Usings
            .Where(directive => directive.Alias is null && directive.StaticKeyword.IsKind(SyntaxKind.None))
            .Select(directive => directive.NamespaceOrType.ToString()),
    ];

    private static bool IsOfTheSystem(string name) => name is "System" || name.StartsWith("System.", StringComparison.Ordinal);

    private static string Relative(string file) => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');

    [GeneratedRegex("/(bin|obj)/")]
    private static partial Regex Built();

    // A fragment: "Of the images.", "As given to --architecture.", "What was trained."
    [GeneratedRegex(@"^\s*///\s*<(summary|remarks|returns|param[^>]*|exception[^>]*)>\s*(Of|As|What|Where|How|Which|That|Likewise)\b")]
    private static partial Regex Fragment();

    [GeneratedRegex(
        @"\b(nobody|whoever|likewise|mend|mended|mends|told from|a mistake of ours|is no (folder|file|image|regular|project|label))\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex OddWord();
}
