using System.Globalization;
using System.Text;

namespace Retrain.Training.Caching;

/// <summary>Row numbers as ranges, which are few: the rows that a run reads were mostly written by one run.</summary>
internal static class RowRanges
{
    /// <summary>Writes the ranges as a JSON array of first and last rows, which one parameter of a statement takes.</summary>
    /// <param name="rows">The row numbers, which are sorted.</param>
    /// <returns>The ranges, and how many rows they have.</returns>
    public static (string Json, long Count) Of(List<long> rows)
    {
        rows.Sort();
        long count = 0;
        StringBuilder json = new("[");
        for (int first = 0; first < rows.Count;)
        {
            int last = first;
            while (last + 1 < rows.Count && rows[last + 1] <= rows[last] + 1)
            {
                last++;
            }

            json.Append(json.Length > 1 ? "," : "").Append(CultureInfo.InvariantCulture, $"[{rows[first]},{rows[last]}]");
            count += rows[last] - rows[first] + 1;
            first = last + 1;
        }

        return (json.Append(']').ToString(), count);
    }
}
