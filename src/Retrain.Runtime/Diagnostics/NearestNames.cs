namespace Retrain.Runtime.Diagnostics;

/// <summary>Guesses which name a mistyped one was meant to be.</summary>
internal static class NearestNames
{
    // In parts of the longer name. Names of which more than that differs are of other things.
    private const double LargestDistance = 0.4;

    /// <summary>Finds the candidates most similar to a name, most similar first; none where nothing is similar.</summary>
    /// <param name="name">The name that was typed.</param>
    /// <param name="candidates">The names there are.</param>
    /// <param name="count">The largest number of names to return.</param>
    public static IReadOnlyList<string> Of(string name, IEnumerable<string> candidates, int count) =>
        [.. candidates
            .Select(candidate => (Name: candidate, Distance: Distance(name, candidate)))
            .Where(candidate => candidate.Distance < name.Length
                && candidate.Distance <= Math.Max(1, Math.Max(Word(name).Length, Word(candidate.Name).Length) * LargestDistance))
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Take(count)
            .Select(candidate => candidate.Name)];

    // The dashes that all flags have make none of them more alike.
    private static ReadOnlySpan<char> Word(string name) => name.AsSpan().TrimStart('-');

    private static int Distance(string name, string candidate)
    {
        // "Softmax" is near "MobilenetV1/Predictions/Softmax", however long the path before it.
        bool isPart = name.Length > 2 && candidate.Contains(name, StringComparison.OrdinalIgnoreCase);
        int edits = EditDistance(name, candidate);
        return isPart ? Math.Min(1, edits) : edits;
    }

    /// <summary>Counts insertions, deletions, replacements and swaps (optimal string alignment); case does not matter.</summary>
    internal static int EditDistance(string first, string second)
    {
        int[] beforePrevious = new int[second.Length + 1];
        int[] previous = [.. Enumerable.Range(0, second.Length + 1)];
        int[] current = new int[second.Length + 1];
        for (int i = 1; i <= first.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= second.Length; j++)
            {
                int replacement = Same(first[i - 1], second[j - 1]) ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + replacement);
                if (i > 1 && j > 1 && Same(first[i - 1], second[j - 2]) && Same(first[i - 2], second[j - 1]))
                {
                    current[j] = Math.Min(current[j], beforePrevious[j - 2] + 1);
                }
            }

            (beforePrevious, previous, current) = (previous, current, beforePrevious);
        }

        return previous[second.Length];
    }

    private static bool Same(char first, char second) => char.ToUpperInvariant(first) == char.ToUpperInvariant(second);
}
