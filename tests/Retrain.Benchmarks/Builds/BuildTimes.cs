using Retrain.Benchmarks.Measurements;

namespace Retrain.Benchmarks.Builds;

/// <summary>Builds of one kind, each beside a build of the project without Retrain.MSBuild.</summary>
internal sealed class BuildTimes(string kind)
{
    private readonly Samples milliseconds = new(), added = new();

    public void Add(TimeSpan time, TimeSpan without)
    {
        milliseconds.Add(time.TotalMilliseconds);
        added.Add((time - without).TotalMilliseconds);
    }

    public override string ToString() =>
        $"{kind,-30} {milliseconds.Median,6:F0} ms ({milliseconds.Min:F0} to {milliseconds.Max:F0}), " +
        $"Retrain.MSBuild adds {added.Median:F0} ms ({added.Min:F0} to {added.Max:F0})";
}
