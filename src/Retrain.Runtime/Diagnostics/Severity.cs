namespace Retrain.Runtime.Diagnostics;

/// <summary>How bad a <see cref="Diagnostic"/> is.</summary>
public enum Severity
{
    /// <summary>Worth knowing; the result stands.</summary>
    Warning,

    /// <summary>The operation failed.</summary>
    Error,
}
