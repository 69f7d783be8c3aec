using System.ComponentModel;
using System.Text.Json;
using Retrain.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>
/// Programs of others that run trained models or trainings. A test whose engine is not there is skipped and says so;
/// it fails in CI where .ci/run installs the engine.
/// </summary>
internal static class Engines
{
    /// <summary>The path of a Python interpreter, tried before the system's.</summary>
    private const string PythonVariable = "RETRAIN_TEST_PYTHON";

    /// <summary>Set where Slurm is installed, whose daemons a test may start.</summary>
    private const string SlurmVariable = "RETRAIN_TEST_SLURM";

    /// <summary>Requires Slurm, and root, which starts its daemons.</summary>
    public static void RequireSlurm()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(SlurmVariable)) || !Environment.IsPrivilegedProcess)
        {
            throw MissingEngine.Ends($"no Slurm ({SlurmVariable} says that it is installed), or no root to start it", installedInCi: true);
        }
    }

    /// <summary>Requires strace, with the right to trace, which lets calls of a process fail.</summary>
    /// <returns>Its path.</returns>
    public static async Task<string> RequireStraceAsync()
    {
        const string Strace = "/usr/bin/strace";
        string[] nothing = ["-qq", "-o", "/dev/null", "true"];
        return File.Exists(Strace)
            && (await ChildProcess.RunAsync(Strace, nothing, [], TestContext.Current.CancellationToken)).ExitCode == 0
                ? Strace
                : throw MissingEngine.Ends("no strace, or no right to trace", installedInCi: false);
    }

    /// <summary>The first Python interpreter that can import some modules.</summary>
    public static async Task<string> RequirePythonAsync(bool installedInCi, params IReadOnlyList<string> modules)
    {
        foreach (string? python in new[] { Environment.GetEnvironmentVariable(PythonVariable), "/usr/bin/python3", "python3", "python" })
        {
            if (!string.IsNullOrEmpty(python) && await ImportsAsync(python, modules))
            {
                return python;
            }
        }

        throw MissingEngine.Ends($"no Python that imports {string.Join(", ", modules)} ({PythonVariable} may name one)", installedInCi);
    }

    /// <summary>The folder of the npm package onnxruntime-web, in the version that docs/serving.md names.</summary>
    public static string RequireOnnxRuntimeWeb()
    {
        string folder = NodeModules.Require("onnxruntime-web");
        using JsonDocument package = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "package.json")));
        package.RootElement.GetProperty("version").GetString().ShouldBe(ServingPage.OnnxRuntimeWebVersion);
        return folder;
    }

    private static async Task<bool> ImportsAsync(string python, IReadOnlyList<string> modules)
    {
        try
        {
            ToolRun run = await ChildProcess.RunAsync(
                python, ["-c", $"import {string.Join(", ", modules)}"], [], TestContext.Current.CancellationToken);
            return run.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false; // there is no such program
        }
    }
}
