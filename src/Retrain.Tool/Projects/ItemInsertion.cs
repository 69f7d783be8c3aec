namespace Retrain.Tool.Projects;

/// <summary>Inserts items into a project's text. Nothing else changes, except a &lt;Project /&gt;, which has to be opened.</summary>
internal sealed class ItemInsertion(string text, MSBuildElement root)
{
    private readonly TextLayout layout = new(text, root);

    /// <summary>Gives the root element an end tag if it closes itself.</summary>
    public static string Opened(string text, MSBuildElement root) =>
        root.ContentEnd is null ? $"{text[..(root.End - "/>".Length)].TrimEnd()}></{root.Name}>{text[root.End..]}" : text;

    /// <summary>Inserts items after the last one of their type, or in a group of their own at the end.</summary>
    public string Insert(string itemType, IReadOnlyList<string> items)
    {
        foreach (MSBuildElement group in root.Children.Where(IsPlainGroup))
        {
            if (group.Children.LastOrDefault(item => item.HasName(itemType)) is MSBuildElement last)
            {
                return InsertAfter(last, group, items);
            }
        }

        return InsertGroup(items);
    }

    private static bool IsPlainGroup(MSBuildElement element) => element.Name == "ItemGroup" && !element.Attributes.ContainsKey("Condition");

    private string InsertAfter(MSBuildElement last, MSBuildElement group, IReadOnlyList<string> items)
    {
        bool isOneLine = layout.LineStart(last.Start) <= group.Start;
        string separator = isOneLine ? "" : layout.Newline + layout.IndentationAt(last.Start);
        int offset = isOneLine ? last.End : SkipCommentsOnLine(last.End);
        return text.Insert(offset, string.Concat(items.Select(item => separator + item)));
    }

    // A comment after an item on its line is about that item.
    private int SkipCommentsOnLine(int end)
    {
        int offset = end;
        while (offset < text.Length)
        {
            if (text[offset] is ' ' or '\t')
            {
                offset++;
            }
            else if (text.AsSpan(offset).StartsWith("<!--", StringComparison.Ordinal))
            {
                offset = text.IndexOf("-->", offset, StringComparison.Ordinal) + "-->".Length;
            }
            else
            {
                return text[offset] is '\n' or '\r' ? offset : end;
            }
        }

        return end;
    }

    private string InsertGroup(IReadOnlyList<string> items)
    {
        int end = root.ContentEnd ?? throw new InvalidOperationException("the project closes itself; it has to be opened first");
        int contentEnd = text.AsSpan(0, end).TrimEnd().Length;
        string gap = layout.Newline + (layout.GroupsStandApart ? layout.Newline : "");
        bool endTagHasOwnLine = text.AsSpan(contentEnd, end - contentEnd).ContainsAny('\n', '\r');
        string[] lines =
        [
            $"{layout.GroupIndentation}<ItemGroup>",
            .. items.Select(item => layout.ItemIndentation + item),
            $"{layout.GroupIndentation}</ItemGroup>",
        ];
        return text.Insert(contentEnd, gap + string.Join(layout.Newline, lines) + (endTagHasOwnLine ? "" : gap));
    }
}
