using System.Text;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Commands;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>
/// Runs the tool in the test's own process, for tests that ask what it prints and writes. Most of a short process's time goes into starting
/// and into compiling what the last one has compiled too. Tests that ask about the process itself use <see cref="ToolProcess"/>.
/// </summary>
internal static class ToolCall
{
    private static readonly CallConsole Output = new(Console.Out);
    private static readonly CallConsole Error = new(Console.Error);

    static ToolCall()
    {
        Console.SetOut(Output);
        Console.SetError(Error);
    }

    /// <param name="cacheDir">The folder of the bottleneck cache.</param>
    /// <param name="arguments">The tool's arguments.</param>
    public static Task<ToolRun> RunAsync(string cacheDir, params IReadOnlyList<string> arguments) =>
        Console.IsOutputRedirected || Console.IsErrorRedirected
            ? Task.Run(() => Run(WithCache(cacheDir, arguments)))
            : ToolProcess.RunAsync(cacheDir, arguments); // On a terminal, the tool would draw bars over the test runner's lines.

    private static ToolRun Run(string[] arguments)
    {
        StringBuilder output = Output.Collect();
        StringBuilder error = Error.Collect();
        ExitCode exitCode = CommandLine.Run(arguments, TestContext.Current.CancellationToken);
        return new ToolRun((int)exitCode, Plain(output), Plain(error));
    }

    // The variable that names the folder to a process is shared by all tests of this one.
    private static string[] WithCache(string cacheDir, IReadOnlyList<string> arguments)
    {
        bool isTraining = arguments.Any(argument => argument.StartsWith("--image", StringComparison.Ordinal))
            && arguments[0].StartsWith("--", StringComparison.Ordinal)
            && !CommandLine.Others.Any(command => arguments.Contains(command.Name));
        bool usesCache = isTraining || (arguments is ["check" or "bottlenecks" or "search", ..] && !arguments.Contains("--undo"));
        int flags = isTraining ? 0 : 1;
        return usesCache && !arguments.Any(argument => argument.Split('=')[0] == "--bottleneck_dir")
            ? [.. arguments.Take(flags), "--bottleneck_dir", cacheDir, .. arguments.Skip(flags)]
            : [.. arguments];
    }

    private static string Plain(StringBuilder printed)
    {
        lock (printed)
        {
            return printed.ToString().ReplaceLineEndings("\n");
        }
    }
}
