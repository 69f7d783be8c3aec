using System.Diagnostics;
using Retrain.Benchmarks.Measurements;
using Retrain.Benchmarks.Processes;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Conversion;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Graphs.TensorFlow;

namespace Retrain.Benchmarks.Conversion;

/// <summary>The time and memory that one graph file takes to become a session, step by step.</summary>
internal sealed class ConversionTimes(string name, string path, string input, string output, TensorShape? inputShape)
{
    private readonly Samples load = new();
    private readonly Samples convert = new();
    private readonly Samples convertProcessor = new(); // says more than the wall time where others compute too
    private readonly Samples session = new();
    private readonly Samples convertedPeak = new();
    private readonly Samples sessionPeak = new();

    public void Measure()
    {
        Measure(() =>
        {
            long start = Stopwatch.GetTimestamp();
            FrozenGraph graph = FrozenGraph.Load(path);
            load.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            TimeSpan processor = Environment.CpuUsage.TotalTime;
            start = Stopwatch.GetTimestamp();
            byte[] model = OnnxConverter.Convert(graph, [input], [output], inputShape).ToByteArray();
            convert.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            convertProcessor.Add((Environment.CpuUsage.TotalTime - processor).TotalMilliseconds);
            GC.KeepAlive(model);
        }, convertedPeak);
        Measure(() =>
        {
            FrozenGraph graph = FrozenGraph.Load(path);
            long start = Stopwatch.GetTimestamp();
            GraphSession.Create(graph, input, output, inputShape).Dispose();
            session.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }, sessionPeak);
    }

    public override string ToString() => FormattableString.Invariant(
        $"{name,-24} {new FileInfo(path).Length / 1e6,5:F1} MB  load {load.Median,4:F0} ms  ")
        + FormattableString.Invariant(
            $"convert {convert.Median,4:F0} ms ({convert.Min:F0} to {convert.Max:F0}; processor {convertProcessor.Median:F0})  ")
        + FormattableString.Invariant(
            $"session {session.Median,4:F0} ms  peak {convertedPeak.Median:F1} x file, with a session {sessionPeak.Median:F1} x");

    private void Measure(Action step, Samples peak)
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        long before = PeakMemory.Reset();
        step();
        peak.Add((PeakMemory.OfThisProcess() - before) / (double)new FileInfo(path).Length);
    }
}
