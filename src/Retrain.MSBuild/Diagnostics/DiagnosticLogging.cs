using Microsoft.Build.Utilities;
using Retrain.Runtime.Diagnostics;

namespace Retrain.MSBuild.Diagnostics;

/// <summary>Hands diagnostics to MSBuild with file and code, so that editors, NoWarn and WarningsAsErrors recognize them.</summary>
internal static class DiagnosticLogging
{
    /// <param name="log">The log of the task.</param>
    /// <param name="diagnostic">The problem.</param>
    /// <param name="project">The file to name for a problem without an origin.</param>
    public static void LogDiagnostic(this TaskLoggingHelper log, Diagnostic diagnostic, string project)
    {
        string file = diagnostic.Origin ?? project;
        if (diagnostic.Severity is Severity.Error)
        {
            log.LogError(null, diagnostic.Code, null, file, 0, 0, 0, 0, diagnostic.Message);
        }
        else
        {
            log.LogWarning(null, diagnostic.Code, null, file, 0, 0, 0, 0, diagnostic.Message);
        }
    }
}
