namespace Retrain.Tool.Projects;

/// <summary>An element of a project file and where it stands in the file's text.</summary>
/// <param name="Name">Without a prefix.</param>
/// <param name="Attributes">As written, but for XML's escapes.</param>
/// <param name="Children">The elements inside.</param>
/// <param name="Value">The text inside.</param>
/// <param name="Start">The offset of its first character.</param>
/// <param name="ContentEnd">The offset of its end tag; <see langword="null"/> where it closes itself.</param>
/// <param name="End">The offset after its last character.</param>
internal sealed record MSBuildElement(
    string Name, IReadOnlyDictionary<string, string> Attributes, IReadOnlyList<MSBuildElement> Children, string Value, int Start, int? ContentEnd, int End)
{
    /// <summary>What an item names: Include and Update hold lists.</summary>
    public IEnumerable<string> ItemNames =>
        (Attributes.GetValueOrDefault("Include") ?? Attributes.GetValueOrDefault("Update") ?? "")
            .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public bool HasName(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);

    public bool NamesItem(string itemName) => ItemNames.Contains(itemName, StringComparer.OrdinalIgnoreCase);

    /// <summary>An item's metadata, which may be written as an attribute or as an element.</summary>
    public string? Metadata(string name) =>
        Attributes.FirstOrDefault(attribute => string.Equals(attribute.Key, name, StringComparison.OrdinalIgnoreCase)).Value
        ?? Children.LastOrDefault(child => child.HasName(name))?.Value.Trim();
}
