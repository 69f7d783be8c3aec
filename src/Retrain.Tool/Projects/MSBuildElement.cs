namespace Retrain.Tool.Projects;

/// <summary>An element of a project file, with its place in the file's text.</summary>
/// <param name="Name">The name without a prefix.</param>
/// <param name="Attributes">The attributes as they are written, with XML's escapes decoded.</param>
/// <param name="Children">The elements inside.</param>
/// <param name="Value">The text inside.</param>
internal sealed record MSBuildElement(
    string Name, IReadOnlyDictionary<string, string> Attributes, IReadOnlyList<MSBuildElement> Children, string Value)
{
    /// <summary>The offset of its first character.</summary>
    public required int Start { get; init; }

    /// <summary>The offset of its end tag; <see langword="null"/> if it closes itself.</summary>
    public int? ContentEnd { get; init; }

    /// <summary>The offset after its last character.</summary>
    public required int End { get; init; }

    /// <summary>The names of an item, whose Include or Update is a list.</summary>
    public IEnumerable<string> ItemNames =>
        (Attributes.GetValueOrDefault("Include") ?? Attributes.GetValueOrDefault("Update") ?? "")
            .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public bool HasName(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);

    public bool NamesItem(string itemName) => ItemNames.Contains(itemName, StringComparer.OrdinalIgnoreCase);

    /// <summary>The metadata of an item, which may be written as an attribute or as an element.</summary>
    public string? Metadata(string name) =>
        Attributes.FirstOrDefault(attribute => string.Equals(attribute.Key, name, StringComparison.OrdinalIgnoreCase)).Value
        ?? Children.LastOrDefault(child => child.HasName(name))?.Value.Trim();
}
