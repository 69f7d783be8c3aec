using System.Text.RegularExpressions;
using Retrain.MSBuild.Models;

namespace Retrain.Tool.Projects;

/// <summary>Names of models, with which the names of generated classes begin: Flowers, FlowersModel.</summary>
internal static partial class ModelName
{
    public static bool IsValid(string name) => Identifier().IsMatch(name);

    /// <summary>Makes a name in Pascal case: "flower_photos" becomes "FlowerPhotos".</summary>
    /// <returns><see langword="null"/> if the name has no letter to begin with.</returns>
    public static string? From(string name)
    {
        string joined = string.Concat(Word().Matches(name).Select(word => Capitalised(word.Value))).TrimStart([.. "0123456789"]);
        return IsValid(joined) ? Capitalised(joined) : null;
    }

    /// <summary>Makes a variable's name: Flowers becomes flowers, and Event becomes @event, as a keyword is not a name.</summary>
    public static string Variable(string name)
    {
        string words = Identifiers.PascalCase(name);
        return Identifiers.Verbatim(char.ToLowerInvariant(words[0]) + words[1..]);
    }

    private static string Capitalised(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    [GeneratedRegex(@"^[\p{L}_][\p{L}\p{Nd}_]*\z")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"[\p{L}\p{Nd}]+")]
    private static partial Regex Word();
}
