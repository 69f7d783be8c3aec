using Retrain.Benchmarks.Measurements;

namespace Retrain.Benchmarks.Processes;

/// <summary>Several runs of one kind, in a line.</summary>
internal sealed class ToolRuns(string kind)
{
    private readonly Samples wallSeconds = new(), processorSeconds = new(), peakMegabytes = new(), accuracyPercents = new();

    public void Add(ToolRun run)
    {
        wallSeconds.Add(run.WallTime.TotalSeconds);
        processorSeconds.Add(run.ProcessorTime?.TotalSeconds ?? double.NaN);
        peakMegabytes.Add(run.PeakBytes / 1e6 ?? double.NaN);
        accuracyPercents.Add(run.AccuracyPercent);
    }

    public override string ToString() =>
        $"{kind,-6} wall {wallSeconds.Median:F2} s ({wallSeconds.Min:F2} to {wallSeconds.Max:F2}), " +
        $"processor {processorSeconds.Median:F2} s, " +
        $"peak memory {peakMegabytes.Median:F0} MB (at most {peakMegabytes.Max:F0}), test accuracy {accuracyPercents.Median:F1}%";
}
