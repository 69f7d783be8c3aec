using System.Globalization;
using System.Text;

namespace Retrain.Training.Caching;

/// <summary>Row numbers as ranges, which are few: the rows that a run reads were mostly written by one run.</summary>
internal sealed class RowRanges
{
    private const int FewRanges = 4096;

    private List<(long First, long Last)> ranges = [];
    private int limit = FewRanges;

    /// <summary>Adds rows in any order; some may be there already.</summary>
    public void Add(IEnumerable<long> rows)
    {
        foreach (long row in rows)
        {
            if (ranges.Count > 0 && ranges[^1] is (long first, long last) && row >= first && row <= last + 1)
            {
                ranges[^1] = (first, Math.Max(last, row));
                continue;
            }

            ranges.Add((row, row));
            if (ranges.Count >= limit)
            {
                Merge();
                limit = Math.Max(FewRanges, 2 * ranges.Count);
            }
        }
    }

    /// <summary>Writes the ranges as a JSON array of first and last rows, which one parameter of a statement takes.</summary>
    /// <returns>The ranges, and how many rows they have.</returns>
    public (string Json, long Count) ToJson()
    {
        Merge();
        StringBuilder json = new("[");
        foreach ((long first, long last) in ranges)
        {
            json.Append(json.Length > 1 ? "," : "").Append(CultureInfo.InvariantCulture, $"[{first},{last}]");
        }

        return (json.Append(']').ToString(), ranges.Sum(range => range.Last - range.First + 1));
    }

    private void Merge()
    {
        ranges.Sort();
        List<(long First, long Last)> merged = [];
        foreach ((long first, long last) in ranges)
        {
            if (merged.Count > 0 && first <= merged[^1].Last + 1)
            {
                merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, last));
            }
            else
            {
                merged.Add((first, last));
            }
        }

        ranges = merged;
    }
}
