using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Retrain.Runtime.Graphs.Sessions;

/// <summary>
/// Keeps ONNX Runtime from telling Microsoft what runs. Making its environment would already send an event and write a device's identifier
/// to the user's folder, before there is anything that could be told to stop; only a variable of the process keeps it from both.
/// </summary>
internal static partial class OrtTelemetry
{
    private const string Variable = "ORT_DISABLE_TELEMETRY";

    /// <summary>Sets the variable, unless it has a value, which an empty one has not. Call it before the environment is made.</summary>
    public static void Prevent()
    {
        // On Windows, its events are the system's, which collects them only if it was asked to.
        if (!OperatingSystem.IsWindows() && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable)))
        {
            _ = SetVariable(Variable, "1", overwrite: 1);
        }
    }

    /// <summary>Stops all events of an environment from now on.</summary>
    public static void Stop(OrtEnv environment) => environment.DisableTelemetryEvents();

    // .NET's own copy of the variables is not what a native library reads.
    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
