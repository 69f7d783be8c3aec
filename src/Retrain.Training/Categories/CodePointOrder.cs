using System.Text;

namespace Retrain.Training.Categories;

/// <summary>
/// Orders names by Unicode code point, as Python's sorted() does and so retrain.py: label 0 is the same category in both.
/// UTF-16 order differs from it for characters outside the basic plane.
/// </summary>
internal sealed class CodePointOrder : IComparer<string>
{
    public static CodePointOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
        {
            return string.CompareOrdinal(x, y);
        }

        StringRuneEnumerator left = x.EnumerateRunes();
        StringRuneEnumerator right = y.EnumerateRunes();
        while (true)
        {
            bool hasLeft = left.MoveNext();
            bool hasRight = right.MoveNext();
            if (!hasLeft || !hasRight)
            {
                return hasLeft.CompareTo(hasRight);
            }

            if (left.Current != right.Current)
            {
                return left.Current.CompareTo(right.Current);
            }
        }
    }
}
