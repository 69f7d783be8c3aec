using System.Text;

namespace RoadSigns.Draw;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood 2014) begun from a text. System.Random promises the same numbers for a seed only within one version of
/// .NET, and the photos are to come out the same for years.
/// </summary>
internal sealed class SeededRandom
{
    private ulong state = 14695981039346656037;

    public SeededRandom(string seed)
    {
        foreach (byte value in Encoding.UTF8.GetBytes(seed))
        {
            state = (state ^ value) * 1099511628211; // FNV-1a, 64 bits
        }
    }

    public bool Chance(float probability) => Fraction() < probability;

    public float Between(float minimum, float maximum) => minimum + (maximum - minimum) * Fraction();

    /// <summary>A whole number, both ends included.</summary>
    public int Integer(int minimum, int maximum) => minimum + (int)(Next() % (ulong)(maximum - minimum + 1));

    public T Pick<T>(params ReadOnlySpan<T> choices) => choices[Integer(0, choices.Length - 1)];

    /// <summary>Mean 0, standard deviation 1: the sum of twelve uniform numbers, near enough for sensor noise and free of libm.</summary>
    public float Normal()
    {
        float sum = -6;
        for (int i = 0; i < 12; i++)
        {
            sum += Fraction();
        }

        return sum;
    }

    private float Fraction() => (Next() >> 40) * (1f / (1 << 24)); // [0, 1)

    private ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        ulong mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
