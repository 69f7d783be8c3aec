using Retrain.Runtime.Diagnostics;

namespace Retrain.Training.Options;

/// <summary>A flag that decides what a run gives, with its value, for the report.</summary>
/// <param name="Flag">The flag.</param>
/// <param name="Value">The value as it is written on a command line.</param>
/// <param name="IsDefault">Whether it need not be written.</param>
internal sealed record OptionValue(TrainingFlag Flag, string Value, bool IsDefault)
{
    /// <summary>The flag and its value as on a command line; a switch stands alone.</summary>
    public string Argument => Flag.IsSwitch ? Flag.Argument : $"{Flag.Argument} {Quoted(Value)}";

    /// <summary>The flag and its value as metadata of a project's RetrainModel.</summary>
    public string Metadata => $"{Flag.Metadata}=\"{(Flag.IsSwitch ? "true" : Value)}\"";

    /// <summary>The values in the order of the report.</summary>
    public static IReadOnlyList<OptionValue> Of(RetrainOptions options) =>
    [
        .. TrainingFlags.All.Where(flag => flag.ReportPlace is not null).OrderBy(flag => flag.ReportPlace).Select(flag =>
        {
            string value = TrainingFlag.Text(flag.ReportValue(options));
            return new OptionValue(flag, value, value == TrainingFlag.Text(flag.ReportValue(OptionsReader.Defaults)));
        }),
    ];

    /// <summary>Quotes a text for a shell, unless it is a plain word.</summary>
    /// <returns>One line: a text with control characters is quoted with escapes, as bash and zsh read them.</returns>
    public static string Quoted(string text) =>
        text.Length > 0 && text.All(IsPlain) ? text
        : VisibleText.Of(text) == text ? $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'"
        : $"$'{VisibleText.Of(text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal))}'";

    private static bool IsPlain(char character) =>
        char.IsAsciiLetterOrDigit(character) || "_-./:=,".Contains(character, StringComparison.Ordinal);
}
