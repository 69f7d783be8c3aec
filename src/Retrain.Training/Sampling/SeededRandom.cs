using System.Numerics;

namespace Retrain.Training.Sampling;

/// <summary>
/// The generator xoshiro256** (Blackman and Vigna, 2018), seeded by SplitMix64. It gives the same numbers on every machine and .NET
/// version, which <see cref="Random"/> does not promise, so that equal input, options and seed give equal files.
/// </summary>
internal sealed class SeededRandom
{
    private readonly ulong[] state = new ulong[4];

    public SeededRandom(ulong seed)
    {
        for (int i = 0; i < state.Length; i++)
        {
            seed += 0x9E3779B97F4A7C15;
            ulong mixed = (seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            state[i] = mixed ^ (mixed >> 31);
        }
    }

    /// <summary>Draws 64 random bits.</summary>
    public ulong NextUInt64()
    {
        ulong result = BitOperations.RotateLeft(state[1] * 5, 7) * 9;
        ulong shifted = state[1] << 17;
        state[2] ^= state[0];
        state[3] ^= state[1];
        state[1] ^= state[2];
        state[0] ^= state[3];
        state[2] ^= shifted;
        state[3] = BitOperations.RotateLeft(state[3], 45);
        return result;
    }

    /// <summary>Draws a uniform integer in [0, bound) without bias, by Lemire's multiplication (2019).</summary>
    public int NextInt32(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        ulong product = (NextUInt64() >> 32) * (uint)bound;
        if ((uint)product < (uint)bound)
        {
            uint threshold = (0u - (uint)bound) % (uint)bound;
            while ((uint)product < threshold)
            {
                product = (NextUInt64() >> 32) * (uint)bound;
            }
        }

        return (int)(product >> 32);
    }

    /// <summary>Draws a uniform number in [0, 1).</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Draws a uniform number in [minimum, maximum), like tf.random_uniform.</summary>
    public float NextSingle(float minimum, float maximum) => minimum + ((float)NextDouble() * (maximum - minimum));

    /// <summary>Draws a standard normal number, again while it is more than two deviations from 0, like tf.truncated_normal.</summary>
    public double NextTruncatedNormal()
    {
        while (true)
        {
            // Box and Muller (1958); 1 - u keeps the logarithm finite.
            double normal = Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());
            if (Math.Abs(normal) <= 2)
            {
                return normal;
            }
        }
    }
}
