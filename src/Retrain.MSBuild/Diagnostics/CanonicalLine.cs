using System.Text.RegularExpressions;
using Retrain.Runtime.Diagnostics;

namespace Retrain.MSBuild.Diagnostics;

/// <summary>Reads the lines that <see cref="Diagnostic.ToString"/> wrote.</summary>
internal static class CanonicalLine
{
    private static readonly Regex Form =
        new(@"^(?:(?<origin>.+) : )?(?<severity>error|warning) (?<code>RT\d{4}): (?<message>.*)$", RegexOptions.CultureInvariant);

    /// <returns>The problem; <see langword="null"/> for any other line.</returns>
    public static Diagnostic? Parse(string line) => Form.Match(line) is { Success: true } match
        ? new Diagnostic(
            match.Groups["severity"].Value == "error" ? Severity.Error : Severity.Warning,
            match.Groups["code"].Value,
            match.Groups["origin"].Success ? match.Groups["origin"].Value : null,
            match.Groups["message"].Value)
        : null;
}
