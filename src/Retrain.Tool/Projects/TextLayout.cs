using System.Text.RegularExpressions;

namespace Retrain.Tool.Projects;

/// <summary>The layout of a project file, so that added items look like the others.</summary>
internal sealed partial class TextLayout
{
    private const string Indentation = "  ";

    private readonly string text;

    public TextLayout(string text, MSBuildElement root)
    {
        this.text = text;
        Newline = NewlineOf(text);
        GroupIndentation = FirstIndentation(root.Children) ?? Indentation;
        ItemIndentation = FirstIndentation(root.Children.SelectMany(child => child.Children))
            ?? GroupIndentation + (GroupIndentation.Length > 0 ? GroupIndentation : Indentation);

        // A file without groups gets the layout of the SDK's templates.
        GroupsStandApart = root.Children.Count == 0 || GapsBetween(root).Any(gap => BlankLine().IsMatch(gap));
    }

    public string Newline { get; }

    /// <summary>Whether there are blank lines between groups.</summary>
    public bool GroupsStandApart { get; }

    public string GroupIndentation { get; }

    public string ItemIndentation { get; }

    /// <summary>The offset of the first character of the line that an offset is in.</summary>
    public int LineStart(int offset) => offset == 0 ? 0 : text.LastIndexOfAny(['\n', '\r'], offset - 1) + 1;

    /// <summary>The blanks at the start of the line that an offset is in.</summary>
    public string IndentationAt(int offset)
    {
        int start = LineStart(offset);
        int end = start;
        while (end < text.Length && text[end] is ' ' or '\t')
        {
            end++;
        }

        return text[start..end];
    }

    private string? FirstIndentation(IEnumerable<MSBuildElement> elements) =>
        elements.Select(element => (element.Start, Indentation: IndentationAt(element.Start)))
            .FirstOrDefault(element => LineStart(element.Start) + element.Indentation.Length == element.Start).Indentation;

    private IEnumerable<string> GapsBetween(MSBuildElement root)
    {
        int start = root.Start;
        foreach (MSBuildElement child in root.Children)
        {
            yield return text[start..child.Start];
            start = child.End;
        }

        yield return text[start..root.End];
    }

    private static string NewlineOf(string text) => text.AsSpan().IndexOfAny('\r', '\n') switch
    {
        < 0 => Environment.NewLine,
        int first when text[first] == '\n' => "\n",
        int first when first + 1 < text.Length && text[first + 1] == '\n' => "\r\n",
        _ => "\r",
    };

    [GeneratedRegex(@"\n[ \t]*\r?\n")]
    private static partial Regex BlankLine();
}
