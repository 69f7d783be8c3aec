using Retrain.Runtime.Diagnostics;

namespace Retrain.Tool.Commands;

/// <summary>RT9xxx: internal errors.</summary>
internal static class ToolDiagnostics
{
    /// <summary>RT9001: an unexpected exception.</summary>
    public static Diagnostic InternalError(Exception exception) =>
        new(Severity.Error, "RT9001", null,
            $"{exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ").TrimEnd('.')}; "
            + "this is an internal error in dotnet-retrain; please report it, with the output of the same command after setting "
            + "RETRAIN_DIAGNOSTICS=1.");
}
