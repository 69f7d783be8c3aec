using System.Runtime.InteropServices;

namespace Retrain.Benchmarks.Measurements;

/// <summary>What a figure was measured on; without it the figure says nothing.</summary>
internal static class Machine
{
    private const string ProcessorFacts = "/proc/cpuinfo";
    private const string LoadFacts = "/proc/loadavg";

    /// <summary>Prints date, processor and the load that others put on it.</summary>
    public static void Describe()
    {
        Console.WriteLine($"{DateTime.UtcNow:u}, {ProcessorName}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, load {Load}");
    }

    /// <summary>Processes that ran or waited in the last minute, on average; Linux tells.</summary>
    public static string Load => File.Exists(LoadFacts) ? File.ReadAllText(LoadFacts).Split(' ')[0] : "unknown";

    private static string ProcessorName => File.Exists(ProcessorFacts)
        ? File.ReadLines(ProcessorFacts).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(": ")[^1] ?? Architecture
        : Architecture;

    private static string Architecture => $"{RuntimeInformation.ProcessArchitecture}";
}
