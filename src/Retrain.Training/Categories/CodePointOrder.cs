using System.Collections.Generic;

namespace Retrain.Training.Categories;

/// <summary>
/// Orders names by Unicode code point like Python's sorted() and so like retrain.py, so that label 0 is the same category in both.
/// UTF-16 order differs for characters outside the basic plane.
/// </summary>
/// <remarks>Also compiled into Retrain.MSBuild, so it uses no more than .NET Standard 2.0.</remarks>
internal sealed class CodePointOrder : IComparer<string>
{
    public static CodePointOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
        {
            return string.CompareOrdinal(x, y);
        }

        int length = x.Length < y.Length ? x.Length : y.Length;
        for (int i = 0; i < length; i++)
        {
            if (x[i] != y[i])
            {
                return Rank(x[i]) - Rank(y[i]);
            }
        }

        return x.Length - y.Length;
    }

    // Surrogates stand for the highest code points but lie below U+E000, so they swap places with the units above them.
    private static int Rank(char unit) => unit switch
    {
        >= '\uE000' => unit - 0x800,
        >= '\uD800' => unit + 0x2000,
        _ => unit,
    };
}
