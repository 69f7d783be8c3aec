using Retrain.Runtime.Diagnostics;

namespace Retrain.Tool;

/// <summary>RT9xxx: our own mistakes.</summary>
internal static class ToolDiagnostics
{
    /// <summary>RT9001: an unexpected exception.</summary>
    public static Diagnostic Bug(Exception exception) =>
        new(Severity.Error, "RT9001", null,
            $"{exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ").TrimEnd('.')}; this is an internal error of dotnet-retrain, "
            + "please report it with the output of the same command after setting RETRAIN_DIAGNOSTICS=1.");

    /// <summary>The line to print for an unexpected exception, with its stack if RETRAIN_DIAGNOSTICS is set.</summary>
    public static string BugText(Exception exception) =>
        Environment.GetEnvironmentVariable("RETRAIN_DIAGNOSTICS") is { Length: > 0 }
            ? $"{Bug(exception)}{Environment.NewLine}{exception}"
            : Bug(exception).ToString();
}
