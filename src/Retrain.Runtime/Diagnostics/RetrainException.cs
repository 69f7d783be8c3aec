using Retrain.Runtime.Diagnostics;

namespace Retrain.Runtime;

/// <summary>Data, a graph or an option that cannot be used: <see cref="Diagnostic"/> says which and what to do.</summary>
/// <remarks>Wrong arguments of a program's own making throw <see cref="ArgumentException"/> instead.</remarks>
public sealed class RetrainException : Exception
{
    /// <summary>Wraps a diagnostic.</summary>
    /// <param name="diagnostic">What is wrong.</param>
    public RetrainException(Diagnostic diagnostic)
        : this(diagnostic, null)
    {
    }

    /// <summary>Wraps a diagnostic and what caused it.</summary>
    /// <param name="diagnostic">What is wrong.</param>
    /// <param name="innerException">The cause, for diagnostic logs.</param>
    public RetrainException(Diagnostic diagnostic, Exception? innerException)
        : base(diagnostic?.ToString(), innerException)
    {
        ArgumentNullException.ThrowIfNull(diagnostic);
        Diagnostic = diagnostic;
    }

    /// <summary>What is wrong, where, and what to do.</summary>
    public Diagnostic Diagnostic { get; }
}
