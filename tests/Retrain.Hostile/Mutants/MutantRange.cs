using System.Globalization;

namespace Retrain.Hostile.Mutants;

/// <summary>Mutants of one kind: mutant number n of a seed is the same bytes at every run.</summary>
/// <param name="Seed">The attack's seed.</param>
/// <param name="First">The first number.</param>
/// <param name="End">The number after the last.</param>
internal sealed record MutantRange(int Seed, int First, int End)
{
    public MutantRange(string seed, string first, string end)
        : this(Parse(seed), Parse(first), Parse(end))
    {
    }

    public Random RandomOf(int number) => new(unchecked((Seed * 1_000_003) + number)); // HashCode differs between processes

    private static int Parse(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
