using System.Globalization;

namespace Retrain.Training.Shards;

/// <summary>The value of --shard: a part by its number, or the one that a scheduler gives to this task of an array.</summary>
/// <param name="Number">The number as it is written, which may be wrong; <see langword="null"/> for the scheduler's.</param>
/// <param name="Count">The number of all parts.</param>
internal readonly record struct AskedShard(int? Number, int Count)
{
    /// <summary>The valid values, in words.</summary>
    public const string Valid = "the number of a part and of all parts, such as 3/64, or auto/64 in a task of an array";

    private const string Auto = "auto";

    /// <summary>Reads a value such as 3/64.</summary>
    public static bool TryParse(string text, out AskedShard value)
    {
        value = default;
        if (text.Split('/') is not [string number, string count]
            || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out int parts) || parts is < 1 or > Shard.MostCount)
        {
            return false;
        }

        int asked = 0;
        if (number != Auto && !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out asked))
        {
            return false;
        }

        value = new AskedShard(number == Auto ? null : asked, parts);
        return true;
    }

    /// <summary>Finds the part.</summary>
    /// <param name="variable">Gets an environment variable.</param>
    /// <exception cref="Runtime.RetrainException">RT4073 to RT4076: there is no such part, or the scheduler gives none.</exception>
    public Shard Find(Func<string, string?> variable) =>
        Number is int number ? ArrayIndex.Part("--shard", number, number, Count) : ArrayIndex.Find(variable, Count);
}
