using System.Globalization;
using System.Text;

namespace Retrain.MSBuild.Models;

/// <summary>Turns names of models and labels into C# names.</summary>
/// <remarks>Also compiled into Retrain.Tool, whose init names the generated class.</remarks>
internal static class Identifiers
{
    // Those of every version, also the contextual ones: a verbatim identifier is always a name.
    private static readonly HashSet<string> Keywords = new((
        "abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event "
        + "explicit extern false finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new "
        + "null object operator out override params private protected public readonly ref return sbyte sealed short sizeof stackalloc "
        + "static string struct switch this throw true try typeof uint ulong unchecked unsafe ushort using virtual void volatile while "
        + "add alias allows and ascending async await by closed descending dynamic equals extension field file from get global group init "
        + "into join let managed nameof nint not notnull nuint on or orderby partial record remove required safe scoped select set union "
        + "unmanaged value var when where with yield __arglist __makeref __reftype __refvalue").Split(' '), StringComparer.Ordinal);

    /// <summary>Turns "speed limit 30" into SpeedLimit30, "30" into _30, and a text without letters and digits into "_".</summary>
    public static string PascalCase(string text)
    {
        StringBuilder name = new();
        bool startsWord = true;
        foreach (char character in text)
        {
            if (!IsPart(character))
            {
                startsWord = true;
                continue;
            }

            name.Append(startsWord ? char.ToUpperInvariant(character) : character);
            startsWord = false;
        }

        return name.Length == 0 || !(char.IsLetter(name[0]) || name[0] == '_') ? "_" + name : name.ToString();
    }

    /// <summary>Turns "my-app.Web", the RootNamespace of a project of that name, into my_app.Web, which C# accepts.</summary>
    public static string Namespace(string text) => text.Length == 0 ? "" : string.Join(".", text.Split('.').Select(part =>
    {
        string name = string.Concat(part.Select(character => IsPart(character) ? character : '_'));
        return name.Length == 0 || !(char.IsLetter(name[0]) || name[0] == '_') ? "_" + name : name;
    }));

    /// <summary>Writes a name as it stands in source: my.event becomes my.@event, as a keyword is not a name.</summary>
    public static string Verbatim(string name) =>
        string.Join(".", name.Split('.').Select(part => Keywords.Contains(part) ? "@" + part : part));

    /// <summary>Makes a name for each text, in order. If two names would be equal, the later one gets a number.</summary>
    public static IReadOnlyList<string> Distinct(IEnumerable<string> texts)
    {
        List<string> names = [];
        foreach (string text in texts)
        {
            string name = PascalCase(text);
            string candidate = name;
            for (int number = 2; names.Contains(candidate); number++)
            {
                candidate = name + "_" + number.ToString(CultureInfo.InvariantCulture);
            }

            names.Add(candidate);
        }

        return names;
    }

    // The C# standard's identifier-part-character, without characters outside the basic plane, which C# does not accept.
    private static bool IsPart(char character) => char.GetUnicodeCategory(character) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber
        or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
