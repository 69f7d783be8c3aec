namespace Retrain.Runtime.Diagnostics;

/// <summary>Says how serious a <see cref="Diagnostic"/> is.</summary>
public enum Severity
{
    /// <summary>Worth knowing; the result stands.</summary>
    Warning,

    /// <summary>The operation failed.</summary>
    Error,
}
