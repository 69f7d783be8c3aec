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
        // MSBuild prints both as they are, so that a line break in a folder's name would make a line of its own.
        string file = VisibleText.Of(diagnostic.Origin ?? project);
        string message = VisibleText.Of(diagnostic.Message);
        if (diagnostic.Severity is Severity.Error)
        {
            log.LogError(null, diagnostic.Code, null, file, 0, 0, 0, 0, message);
        }
        else
        {
            log.LogWarning(null, diagnostic.Code, null, file, 0, 0, 0, 0, message);
        }
    }
}
