using System.Runtime.InteropServices;

namespace Retrain.Benchmarks.Measurements;

/// <summary>The machine that a figure was measured on, without which the figure says nothing.</summary>
internal static class Machine
{
    private const string ProcessorFacts = "/proc/cpuinfo";
    private const string LoadFacts = "/proc/loadavg";

    /// <summary>Prints date, processor, the load that others put on it, and how fast it computes meanwhile.</summary>
    public static void Describe()
    {
        string load = Load;
        Console.WriteLine(
            $"{DateTime.UtcNow:u}, {ProcessorName}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}");
        Console.WriteLine($"load {load}, peak of one core {FmaPeak.OneCore:F0} GFLOP/s, of all {FmaPeak.AllCores():F0} GFLOP/s");
    }

    /// <summary>Prints load and speed after the measurements: were they steady?</summary>
    public static void DescribeAfterwards() =>
        Console.WriteLine($"afterwards load {Load}, peak of all cores {FmaPeak.AllCores():F0} GFLOP/s");

    /// <summary>The average number of processes that ran or waited in the last minute; only Linux counts them.</summary>
    private static string Load => File.Exists(LoadFacts) ? File.ReadAllText(LoadFacts).Split(' ')[0] : "unknown";

    private static string ProcessorName => File.Exists(ProcessorFacts) && FirstLine(ProcessorFacts, "model name") is string line
        ? line.Split(": ")[^1]
        : $"{RuntimeInformation.ProcessArchitecture}";

    private static string? FirstLine(string path, string start) =>
        File.ReadLines(path).FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal));
}
