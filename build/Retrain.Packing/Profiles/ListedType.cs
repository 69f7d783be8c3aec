namespace Retrain.Packing.Profiles;

/// <summary>A line of the list: a type, with what of it a start uses.</summary>
/// <param name="Assembly">The assembly's name.</param>
/// <param name="Name">The full name; a nested type stands behind a plus sign.</param>
/// <param name="Methods">The names of its methods. Those that the compiler made of one belong to it.</param>
/// <param name="Instantiations">
/// Of a generic type of .NET, the arguments for which .NET itself has no compiled code, for instance &lt;__Canon,System.Int32&gt;;
/// __Canon stands for every class. Empty for a type of which all are compiled that are reached.
/// </param>
internal sealed record ListedType(string Assembly, string Name, IReadOnlySet<string> Methods, IReadOnlySet<string> Instantiations)
{
    /// <summary>Reads a line: assembly, type, methods and instantiations, with a space between each two.</summary>
    public static ListedType Parse(string line)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length < 3
            ? throw new InvalidDataException($"'{line}' is not an assembly, a type and its methods")
            : new ListedType(
                words[0],
                words[1],
                words[2..].Where(word => !IsInstantiation(word)).ToHashSet(StringComparer.Ordinal),
                words[2..].Where(IsInstantiation).ToHashSet(StringComparer.Ordinal));
    }

    public override string ToString() => string.Join(
        ' ',
        (string[])[Assembly, Name, .. Methods.Order(StringComparer.Ordinal), .. Instantiations.Order(StringComparer.Ordinal)]);

    private static bool IsInstantiation(string word) => word[0] == '<' && word[^1] == '>';
}
