using Retrain.Benchmarks.Measurements;

namespace Retrain.Benchmarks.Processes;

/// <summary>Runs of one kind on more and more files, and what they say about ten million.</summary>
/// <param name="kind">The state of the cache.</param>
internal sealed class ScaleRuns(string kind)
{
    private const int ProjectedFiles = 10_000_000;
    private const int Shards = 64;

    private readonly List<(int Files, ToolRun Run)> runs = [];

    /// <summary>Adds a run, and prints it. The first is of so few files that all others are compared with it.</summary>
    public void Add(int files, ToolRun run)
    {
        runs.Add((files, run));
        Console.WriteLine(
            $"{kind} {files,9:N0} files: wall {run.WallTime.TotalSeconds:F2} s, "
            + $"processor {run.ProcessorTime?.TotalSeconds ?? double.NaN:F2} s, "
            + $"peak memory {run.PeakBytes / 1e6 ?? double.NaN:F0} MB"
            + (runs.Count == 1 ? "" : $": {BytesOfEach:F0} bytes and {MicrosecondsOfEach:F1} µs for each file more than in the first run"));
    }

    /// <summary>Prints the exponents and the projections.</summary>
    public void Describe()
    {
        (int first, ToolRun small) = runs[0];
        (int last, ToolRun large) = runs[^1];
        double wall = Exponent(run => run.WallTime.TotalSeconds);
        double processor = Exponent(run => run.ProcessorTime?.TotalSeconds ?? double.NaN);
        double memory = Exponent(run => run.PeakBytes ?? double.NaN);
        Console.WriteLine($"{kind}: what exceeds the first run grows with files to the power of");
        Console.WriteLine($"  {wall:F3} (wall), {processor:F3} (processor), {memory:F3} (memory); at most 1.05 is wanted");
        Console.WriteLine($"{kind}: projected from {last:N0} to {ProjectedFiles:N0} files: {Project(ProjectedFiles)}; "
            + $"to one of {Shards} shards: {Project(ProjectedFiles / Shards)}");

        string Project(int files)
        {
            double seconds = small.WallTime.TotalSeconds + ((files - first) * MicrosecondsOfEach / 1e6);
            double bytes = (small.PeakBytes ?? double.NaN) + ((files - first) * BytesOfEach);
            return $"{TimeSpan.FromSeconds(Math.Round(seconds))} and {bytes / 1e6:N0} MB";
        }

        double Exponent(Func<ToolRun, double> measure) => PowerFit.Exponent(
            runs.Skip(1).Select(run => ((double)run.Files - first, measure(run.Run) - measure(small))));
    }

    private int MoreFiles => runs[^1].Files - runs[0].Files;

    private double BytesOfEach => (runs[^1].Run.PeakBytes - runs[0].Run.PeakBytes) / (double)MoreFiles ?? double.NaN;

    private double MicrosecondsOfEach => (runs[^1].Run.WallTime - runs[0].Run.WallTime).TotalMicroseconds / MoreFiles;
}
