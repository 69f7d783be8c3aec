using Retrain.Runtime.Diagnostics;

namespace Retrain.Tool.Display;

/// <summary>
/// Prints problems on standard error: in the canonical form on one line, which programs read, or on a terminal broken between words.
/// </summary>
internal static class ProblemLine
{
    public static void Write(Diagnostic problem)
    {
        foreach (string line in Terminal.Current is Terminal terminal ? terminal.Lines($"{problem}") : [$"{problem}"])
        {
            Console.Error.WriteLine(line);
        }
    }
}
