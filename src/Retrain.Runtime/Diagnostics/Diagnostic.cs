namespace Retrain.Runtime.Diagnostics;

/// <summary>A problem, where it is and what to do about it.</summary>
/// <param name="Severity">The severity: an error where the operation failed.</param>
/// <param name="Code">
/// "RT" and four digits: RT1xxx data, RT2xxx graphs and backbones, RT3xxx cache, RT4xxx options, RT9xxx an internal error.
/// </param>
/// <param name="Origin">The file or folder that a user can open to fix it; <see langword="null"/> where there is none.</param>
/// <param name="Message">The text: what is wrong, with the value; what to do.</param>
/// <remarks>Thread-safe: it does not change.</remarks>
public sealed record Diagnostic(Severity Severity, string Code, string? Origin, string Message)
{
    /// <summary>
    /// Gets the message of an app that is sent images, without its subject: "is not an image that can be read: ...". Its reader has an
    /// image and no collection of them. <see langword="null"/> where the problem is not one image's.
    /// </summary>
    internal string? OfOneImage { get; init; }

    /// <summary>Says whether another problem is the same to its reader.</summary>
    /// <param name="other">The other problem.</param>
    /// <returns>Whether severity, code, origin and message are equal.</returns>
    public bool Equals(Diagnostic? other) =>
        other is not null && (Severity, Code, Origin, Message) == (other.Severity, other.Code, other.Origin, other.Message);

    /// <inheritdoc />
    public override int GetHashCode() => (Severity, Code, Origin, Message).GetHashCode();

    /// <summary>Returns the canonical form that MSBuild and editors recognise: <c>origin : error RTnnnn: message</c>.</summary>
    /// <returns>One line.</returns>
    public override string ToString()
    {
        string severity = Severity is Severity.Error ? "error" : "warning";
        return VisibleText.Of(Origin is null ? $"{severity} {Code}: {Message}" : $"{Origin} : {severity} {Code}: {Message}");
    }
}
