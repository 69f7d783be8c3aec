using System.Globalization;
using System.Text;

namespace Retrain.MSBuild.Models;

/// <summary>Turns names of models and labels into C# names.</summary>
internal static class Identifiers
{
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
    public static string Namespace(string text) => string.Join(".", text.Split('.').Select(part =>
    {
        string name = string.Concat(part.Select(character => IsPart(character) ? character : '_'));
        return name.Length > 0 && !(char.IsLetter(name[0]) || name[0] == '_') ? "_" + name : name;
    }));

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
