using System.Globalization;
using System.Text;

namespace Retrain.Training.Shards;

/// <summary>Writes numbers as an array of Slurm takes them: 3,17,20-25.</summary>
internal static class NumberRanges
{
    /// <param name="numbers">Ascending numbers, each once.</param>
    public static string Of(IReadOnlyList<int> numbers)
    {
        StringBuilder text = new();
        for (int first = 0; first < numbers.Count;)
        {
            int last = first;
            while (last + 1 < numbers.Count && numbers[last + 1] == numbers[last] + 1)
            {
                last++;
            }

            text.Append(first > 0 ? "," : "").Append(CultureInfo.InvariantCulture, $"{numbers[first]}");
            if (last > first)
            {
                text.Append(last > first + 1 ? '-' : ',').Append(CultureInfo.InvariantCulture, $"{numbers[last]}");
            }

            first = last + 1;
        }

        return text.ToString();
    }
}
