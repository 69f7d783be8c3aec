using System.Diagnostics;

namespace Retrain.Benchmarks.Processes;

/// <summary>The tool that is measured.</summary>
/// <param name="path">A dll, which dotnet runs, or a program.</param>
internal sealed class MeasuredTool(string path)
{
    /// <summary>The tool as it was built with this program. It is compiled just in time, unlike that of the package.</summary>
    public static string DefaultPath { get; } = Path.Combine(AppContext.BaseDirectory, "dotnet-retrain.dll");

    /// <summary>The start of a process, of which all output is read.</summary>
    public ProcessStartInfo Start(IEnumerable<string> arguments)
    {
        ProcessStartInfo start = path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
            ? new("dotnet", [path, .. arguments])
            : new(path, arguments);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        return start;
    }
}
