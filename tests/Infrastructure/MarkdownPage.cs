using System.Globalization;
using System.Text.RegularExpressions;

namespace Retrain.Tests.Infrastructure;

/// <summary>A page of the project's documentation.</summary>
internal sealed partial class MarkdownPage
{
    private const string Fence = "```";

    private readonly List<CodeBlock> blocks = [];
    private readonly List<string> headings = [];
    private readonly List<string> prose = [];

    private MarkdownPage(string path)
    {
        Path = path;
        Lines = File.ReadAllLines(Repository.PathOf(path));
        int? opened = null;
        for (int i = 0; i < Lines.Count; i++)
        {
            if (Lines[i].StartsWith(Fence, StringComparison.Ordinal))
            {
                opened = opened is null ? i : AddBlock(opened.Value, i);
            }
            else if (opened is null)
            {
                prose.Add(Lines[i]);
                if (Heading().Match(Lines[i]) is { Success: true } heading)
                {
                    headings.Add(heading.Groups[1].Value);
                }
            }
        }

        opened.ShouldBeNull($"{path} has a block that is not closed");
    }

    /// <summary>All pages: those of the top folder and of docs, and the README of each project.</summary>
    public static IReadOnlyList<MarkdownPage> All { get; } =
    [
        .. new[] { "", "docs" }.SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.md"))
            .Concat(new[] { "src", "samples", "tests" }
                .SelectMany(folder => Directory.EnumerateDirectories(Repository.PathOf(folder)))
                .Select(project => System.IO.Path.Combine(project, "README.md"))
                .Where(File.Exists))
            .Select(path => System.IO.Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)
            .Select(path => new MarkdownPage(path)),
    ];

    /// <summary>The path in the repository, with slashes.</summary>
    public string Path { get; }

    public IReadOnlyList<string> Lines { get; }

    public IReadOnlyList<CodeBlock> Blocks => blocks;

    /// <summary>The targets of links and pictures.</summary>
    public IEnumerable<string> Links =>
        Link().Matches(InlineCode().Replace(string.Join('\n', prose), "")).Select(link => link.Groups[1].Value);

    /// <summary>The fragments that links to headings end with, as GitHub makes them.</summary>
    public IEnumerable<string> Anchors =>
        headings.Select(heading => NotInAnchors().Replace(heading.ToLower(CultureInfo.InvariantCulture), "").Replace(' ', '-'));

    /// <summary>The page at a path in the repository.</summary>
    public static MarkdownPage At(string path) => All.Single(page => page.Path == path);

    /// <summary>The lines from a heading to the next one of its level or above.</summary>
    public string Section(string heading)
    {
        string level = Lines.Single(line => line.TrimStart('#') == $" {heading}").Split(' ')[0];
        IEnumerable<string> section = Lines.SkipWhile(line => line != $"{level} {heading}").Skip(1)
            .TakeWhile(line => !line.StartsWith('#') || line.Split(' ')[0].Length > level.Length);
        return string.Join('\n', section);
    }

    private int? AddBlock(int opened, int closed)
    {
        string text = string.Concat(Lines.Skip(opened + 1).Take(closed - opened - 1).Select(line => line + "\n"));
        blocks.Add(new CodeBlock(Path, headings.LastOrDefault(""), opened + 1, Lines[opened][Fence.Length..].Trim(), text));
        return null;
    }

    [GeneratedRegex(@"^#+ (.+)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchors();
}
