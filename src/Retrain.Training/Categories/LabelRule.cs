using System.Text;

namespace Retrain.Training.Categories;

/// <summary>
/// Turns folder names into labels like retrain.py's create_image_lists: <c>re.sub(r'[^a-z0-9]+', ' ', dir_name.lower())</c>. A name that
/// would lose letters by it keeps its spelling.
/// </summary>
/// <remarks>
/// Also compiled into Retrain.MSBuild, which determines the labels before training, so it uses no more than .NET Standard 2.0.
/// </remarks>
internal static class LabelRule
{
    /// <summary>The labels, all different, in the order of the folder names.</summary>
    /// <remarks>
    /// retrain.py kept only the last of several folders with the same label, and labelled every folder with a name in another script " "
    /// and "Café" "caf ". Here such folders keep their names as labels.
    /// </remarks>
    public static IReadOnlyList<string> LabelsOf(IReadOnlyList<string> folderNames)
    {
        string[] labels = [.. folderNames.Select(name => Spelling(name) ?? Simplify(name))];
        HashSet<string> ambiguous = [.. labels.GroupBy(label => label).Where(group => group.Count() > 1).Select(group => group.Key)];
        return [.. labels.Select((label, i) => ambiguous.Contains(label) || string.IsNullOrWhiteSpace(label) ? folderNames[i] : label)];
    }

    /// <summary>Applies retrain.py's rule to one name.</summary>
    public static string Simplify(string folderName)
    {
        StringBuilder label = new(folderName.Length);
        foreach (char character in folderName)
        {
            // The only characters outside ASCII whose lower case, in Python, begins with an ASCII letter: dotted capital I
            // ("i" and a combining dot, which the rule makes a space) and the Kelvin sign.
            string lower = character switch
            {
                '\u0130' => "i ",
                '\u212A' => "k",
                (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') => char.ToLowerInvariant(character).ToString(),
                _ => " ",
            };
            foreach (char next in lower)
            {
                if (next != ' ' || label.Length == 0 || label[label.Length - 1] != ' ')
                {
                    label.Append(next);
                }
            }
        }

        return label.ToString();
    }

    // Systems differ in how they store an accent, as a part of its letter or behind it; the label is the same.
    private static string? Spelling(string folderName)
    {
        if (IsAscii(folderName))
        {
            return null;
        }

        string composed = LetterComposition.Compose(folderName);
        return composed.Where((character, i) => character > '\u007F' && char.IsLetter(composed, i)).Any() ? composed.Trim() : null;
    }

    private static bool IsAscii(string text)
    {
        foreach (char character in text)
        {
            if (character > '\u007F')
            {
                return false;
            }
        }

        return true;
    }
}
