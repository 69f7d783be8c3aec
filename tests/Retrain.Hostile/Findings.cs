using System.Collections.Concurrent;

namespace Retrain.Hostile;

/// <summary>Counts the trials of one attack and what broke in them. Thread-safe.</summary>
internal sealed class Findings(string attack)
{
    private readonly ConcurrentBag<(Breakage Kind, string Trial)> broken = [];
    private int trials;

    public bool Any => !broken.IsEmpty;

    public void Tried(int count = 1) => Interlocked.Add(ref trials, count);

    /// <param name="kind">The kind of breakage.</param>
    /// <param name="trial">The trial in words with which it can be repeated, and what was seen.</param>
    public void Add(Breakage kind, string trial)
    {
        broken.Add((kind, trial));
        Console.WriteLine($"{attack}: {kind}: {trial}");
    }

    /// <summary>Adds a breakage where a condition does not hold.</summary>
    public void Require(bool holds, Breakage kind, string trial)
    {
        if (!holds)
        {
            Add(kind, trial);
        }
    }

    public override string ToString() =>
        $"{attack}: {trials} tried; "
        + string.Join(", ", Enum.GetValues<Breakage>().Select(kind => $"{broken.Count(finding => finding.Kind == kind)} {kind}"));
}
