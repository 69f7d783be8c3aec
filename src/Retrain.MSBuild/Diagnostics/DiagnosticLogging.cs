using Microsoft.Build.Utilities;
using Retrain.Runtime.Diagnostics;

namespace Retrain.MSBuild.Diagnostics;

/// <summary>Hands diagnostics to MSBuild with file and code, so that editors, NoWarn and WarningsAsErrors know them.</summary>
internal static class DiagnosticLogging
{
    /// <param name="log">The task's.</param>
    /// <param name="diagnostic">What is wrong.</param>
    /// <param name="project">The file of a problem that names none.</param>
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
