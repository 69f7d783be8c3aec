using System.Globalization;
using Retrain.Runtime;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.Shards;

/// <summary>
/// The number that a scheduler gives to a task of an array. The number of tasks is not asked for: an array of which some tasks run again
/// has fewer.
/// </summary>
internal static class ArrayIndex
{
    // A Slurm array is numbered as its user writes; the others from 0.
    private static readonly (string Variable, int First)[] Variables =
        [("SLURM_ARRAY_TASK_ID", 1), ("JOB_COMPLETION_INDEX", 0), ("AWS_BATCH_JOB_ARRAY_INDEX", 0)];

    public static IEnumerable<string> VariableNames => Variables.Select(known => known.Variable);

    /// <summary>Finds the part that this task is to extract.</summary>
    /// <param name="variable">Gets an environment variable.</param>
    /// <param name="count">The number of all parts.</param>
    /// <exception cref="RetrainException">
    /// RT4073: there is no such part. RT4074: no variable is set. RT4075: two differ. RT4076: one is not a number.
    /// </exception>
    public static Shard Find(Func<string, string?> variable, int count)
    {
        (string Variable, Shard Shard)[] found =
        [
            .. Variables.Select(known => (known.Variable, known.First, Text: variable(known.Variable)))
                .Where(known => !string.IsNullOrEmpty(known.Text))
                .Select(known => (known.Variable, Parse(known.Variable, known.Text!, known.First, count))),
        ];
        if (found.Length == 0)
        {
            throw new RetrainException(ShardDiagnostics.NoArrayIndex(count, [.. VariableNames]));
        }

        (string other, Shard shard) = found.LastOrDefault(known => known.Shard != found[0].Shard);
        return other is null
            ? found[0].Shard
            : throw new RetrainException(ShardDiagnostics.IndicesDiffer(found[0].Variable, found[0].Shard.Number, other, shard.Number));
    }

    /// <summary>The part of a number.</summary>
    /// <param name="source">The flag or variable that gave it.</param>
    /// <param name="given">Its value.</param>
    /// <exception cref="RetrainException">RT4073: there is no such part.</exception>
    public static Shard Part(string source, int given, long number, int count) =>
        number >= 1 && number <= count
            ? new Shard((int)number, count)
            : throw new RetrainException(ShardDiagnostics.NoSuchPart(source, given, count, isFromZero: given != number));

    private static Shard Parse(string variable, string text, int first, int count) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int index)
            ? Part(variable, index, index - (long)first + 1, count)
            : throw new RetrainException(ShardDiagnostics.IndexNotANumber(variable, text));
}
