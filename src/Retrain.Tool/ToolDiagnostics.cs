using Retrain.Runtime.Diagnostics;

namespace Retrain.Tool;

/// <summary>RT9xxx: our own mistakes.</summary>
internal static class ToolDiagnostics
{
    /// <summary>RT9001: an exception nobody expected. Its stack is printed where RETRAIN_DIAGNOSTICS is set.</summary>
    public static string Bug(Exception exception)
    {
        Diagnostic diagnostic = new(Severity.Error, "RT9001", null,
            $"{exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ").TrimEnd('.')}; this is a mistake in dotnet-retrain, "
            + "please report it with the output of the same command after setting RETRAIN_DIAGNOSTICS=1.");
        return Environment.GetEnvironmentVariable("RETRAIN_DIAGNOSTICS") is { Length: > 0 }
            ? $"{diagnostic}{Environment.NewLine}{exception}"
            : diagnostic.ToString();
    }
}
