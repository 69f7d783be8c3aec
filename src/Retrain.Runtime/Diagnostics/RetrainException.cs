using Retrain.Runtime.Diagnostics;

// The namespace is the root's and not the folder's: an app that classifies and catches this needs no other.
namespace Retrain.Runtime;

/// <summary>Thrown when data, a graph or an option cannot be used; <see cref="Diagnostic"/> says which, and what to do.</summary>
/// <remarks>A wrong argument, which is the calling program's own error, throws <see cref="ArgumentException"/> instead.</remarks>
public sealed class RetrainException : Exception
{
    /// <summary>Wraps a diagnostic.</summary>
    /// <param name="diagnostic">The problem.</param>
    public RetrainException(Diagnostic diagnostic)
        : this(diagnostic, null)
    {
    }

    /// <summary>Wraps a diagnostic and what caused it.</summary>
    /// <param name="diagnostic">The problem.</param>
    /// <param name="innerException">The cause, for diagnostic logs.</param>
    public RetrainException(Diagnostic diagnostic, Exception? innerException)
        : base(diagnostic?.ToString(), innerException)
    {
        ArgumentNullException.ThrowIfNull(diagnostic);
        Diagnostic = diagnostic;
    }

    /// <summary>Gets the problem: what is wrong, where, and what to do.</summary>
    public Diagnostic Diagnostic { get; }
}
